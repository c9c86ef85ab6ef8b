-- Every invoice and credit note with its amounts. Shipping is added to the whole; some are given a hundredth of a
-- currency's unit or a hundred yen off the whole for their loyalty, and pay as much for the packing.
with papers as (
    select
        stories.*, kind,
        case
            when kind = 'invoice' then case fault
                when 'invoice-differs' then total + 1
                when 'credit-exceeds-invoice' then refund - 1
                else total - dropped * price_1
            end
            when fault = 'refunded-twice' then 2 * refund
            else refund - if(fault = 'credit-note-differs', 1, 0)
        end as gross,
        if(kind = 'invoice', tax, tax_1 + if(fault = 'credited-tax-differs', 1, 0)) as paper_tax,
        if(kind = 'invoice', net_1 - dropped * price_1 + coalesce(net_2, 0), net_1)
            - if(price_includes_tax, if(kind = 'invoice', tax, tax_1), 0) as line_sum,
        if(kind = 'invoice' or comes_back_whole or fault = 'refund-exceeds-capture', shipping, 0) as carriage,
        if(i % 7 = 0, 100, 0) as loyalty,
        case
            when dropped > 0 then null
            when fault is null or fault in (
                'invoice-line-off', 'allowance-unlisted', 'charge-unlisted', 'invoice-net-off', 'breakdown-off',
                'invoice-gross-off', 'paid-invoice-asks-again', 'breakdown-at-other-rate', 'taxed-base-off',
                'rounded-by-line', 'exemption-unexplained'
            ) then invoice_standard
        end as standard
    from stories cross join (values ('invoice'), ('credit_note')) as kinds (kind)
    where if(kind = 'invoice', invoiced_at, refunded_at) is not null
)
select
    * exclude (tax),
    paper_tax as tax,
    gross - paper_tax
        + case
            when fault = 'invoice-off' and kind = 'invoice' then 2
            when fault = 'invoice-gross-off' then 1
            else 0
        end as net,
    line_sum - if(fault = 'invoice-net-off', 1, 0) as lines_net,
    loyalty + if(fault in ('allowance-unlisted', 'charge-unlisted'), 1, 0) as allowances,
    carriage + loyalty + if(fault in ('allowance-unlisted', 'charge-unlisted', 'invoice-gross-off'), 1, 0) as charges
from papers
