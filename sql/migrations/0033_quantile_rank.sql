-- A quantile of a sketch is the message that percentile_disc names, and withdrawn messages are signed.
create or replace function trueup.sketch_buckets(packed bytea)
    returns table (bucket integer, events bigint)
    language sql immutable parallel safe
begin atomic
    select
        case
            when raw.bucket >= 32768 then raw.bucket - 65536
            else raw.bucket
        end as bucket,
        case
            when raw.events >= 2147483648 then raw.events - 4294967296
            else raw.events
        end as events
    from (
        select
            get_byte(packed, place) * 256 + get_byte(packed, place + 1) as bucket,
            get_byte(packed, place + 2)::bigint * 16777216 + get_byte(packed, place + 3) * 65536
                + get_byte(packed, place + 4) * 256 + get_byte(packed, place + 5) as events
        from generate_series(0, length(packed) - 6, 6) as place
    ) as raw;
end;

create or replace function trueup.sketch_quantile(packed bytea, preposted_or_zero bigint, q double precision)
    returns double precision
    language sql immutable parallel safe
begin atomic
    with ranked as (
        select
            bucket,
            preposted_or_zero + sum(events) over (order by bucket) as upto,
            preposted_or_zero + sum(events) over () as total
        from trueup.sketch_buckets(packed)
    ),

    wanted as (
        select
            coalesce(max(total), preposted_or_zero) as total,
            greatest(1, ceil(q * coalesce(max(total), preposted_or_zero)::double precision)) as place
        from ranked
    )

    select
        case
            when wanted.total <= 0 or q < 0 or q > 1 or q is null then null
            when wanted.place <= preposted_or_zero then 0
            else (
                select
                    2 * power(1.01::double precision / 0.99::double precision, min(ranked.bucket)::double precision)
                        / (1.01::double precision / 0.99::double precision + 1) / 1e6::double precision
                from ranked
                where ranked.upto >= wanted.place
            )
        end
    from wanted;
end;
comment on function trueup.sketch_quantile(bytea, bigint, double precision) is 'Quantile q of a packed latency sketch in seconds: the message of rank max(1, ceil(q n)) of n, as percentile_disc, to 1 % relative error; messages without a delay, and those recorded before they happened, count as 0 and come first. Null without messages, and where q is not in 0 to 1.';
