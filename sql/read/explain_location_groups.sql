-- One row per region, channel and kind of node that a location belongs to.  $1 text location.
select
    group_confidence.scope || ' ' || group_confidence.scope_id as "group",
    round((100 * group_confidence.confidence)::numeric, 1) as "confidence %",
    round((100 * group_confidence.lower)::numeric, 1) || '-' || round((100 * group_confidence.upper)::numeric, 1)
        as "90 % interval",
    group_confidence.locations,
    round((100 * group_member.weight)::numeric) as "this one's share %",
    round((100 * group_confidence.unscored_share)::numeric, 1) as "unscored %",
    round((100 * group_confidence.stale_share)::numeric, 1) as "stale %",
    group_confidence.status
from trueup_v1.group_member
inner join trueup_v1.group_confidence
    on group_confidence.scope = group_member.scope
    and group_confidence.scope_id = group_member.scope_id
where group_member.location_id = $1
order by array_position(array['region', 'channel', 'kind'], group_confidence.scope), group_confidence.scope_id
