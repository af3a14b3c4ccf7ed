-- One array of every reason code's meaning, in the order of keys.
select coalesce(
    jsonb_agg(
        jsonb_build_object(
            'sourceSystem', reason_map.source_system,
            'eventType', reason_map.event_type,
            'reasonCode', reason_map.reason_code,
            'canonical', reason_map.canonical,
            'fault', reason_map.fault,
            'isPhysical', coalesce(reason_map.physical, false)
        )
        order by reason_map.source_system, reason_map.event_type, reason_map.reason_code
    ),
    '[]'
)::text
from feed.reason_map
