-- One row per code and source of refused messages; the largest first.
select
    quarantine.code,
    coalesce(quarantine.source_system, '-') as source,
    sum(quarantine.row_count)::bigint as messages,
    coalesce(sum(quarantine.row_count) filter (where quarantine.resolved is not null), 0)::bigint as "used since",
    min(quarantine.first_seen) as "first night",
    max(quarantine.first_seen) as "last night"
from trueup_v1.quarantine
group by quarantine.code, quarantine.source_system
order by sum(quarantine.row_count) desc, quarantine.code, quarantine.source_system
