-- One row changed per alert that is firing: suppressed while a silence matches at the cut-off, news when it fires and again
-- after the repeat interval.  $1 timestamptz cut-off, $2 date business date, $3 integer days of the repeat interval.
update trueup.alert
set state = case when trueup.is_silenced(alert, $1) then 'suppressed' else 'firing' end,
    announced = case
        when trueup.is_silenced(alert, $1) or alert.announced > $2::date - $3::integer then alert.announced
        else $2
    end
where alert.state in ('firing', 'suppressed')
