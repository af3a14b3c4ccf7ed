-- A position that is computed anew asks for its own opening. A feed that somebody else made is left as it is.
do $$
begin
    if exists (
        select from pg_class
        where oid = 'feed.position_snapshot'::regclass and relkind = 'r' and pg_has_role(relowner, 'usage')
    ) then
        create index if not exists position_snapshot_position on feed.position_snapshot (location_id, item_id, as_of);
    end if;
end
$$;
