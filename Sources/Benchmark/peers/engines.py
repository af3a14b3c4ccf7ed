"""Folds the history of one feed once, the way the engine of the first argument is meant to be used.

Counts messages by location, source, type, local day and DDSketch bucket of their delay, sums movements by location, item
and local day, and counts cancellations by location and local day. Prints "<seconds> <CPU seconds> <peak MB> <messages>
<units moved out> <cancellations> <sum of buckets>"; the time runs from the query on, with the modules loaded. The server
is that of the PG* variables. Quantities are cast and the local time is found in the server, which every engine does more
slowly itself; the columns are only those needed.
"""

import os
import sys
import time

QUERY = """select source_system, event_type, location_id, item_id, quantity::float8 as quantity,
  event_time at time zone 'Europe/Berlin' as local_time, event_time, record_time from feed.inventory_event"""
BUCKETS = 49.99833328888678  # per e-fold of delay
OUT = ["sale", "shipment", "pickup"]


def pandas_fold(frame):
    import numpy as np

    day = frame["local_time"].dt.floor("D")
    delay = (frame["record_time"] - frame["event_time"]).dt.total_seconds() * 1e6
    frame = frame.assign(
        day=day,
        bucket=np.ceil(np.log(delay.clip(lower=1)) * BUCKETS).astype("int16"),
        out=frame["quantity"].where(frame["event_type"].isin(OUT), 0),
        into=frame["quantity"].where(frame["event_type"] == "receipt", 0),
        cancelled=frame["event_type"] == "cancellation",
    )
    delays = frame.groupby(["location_id", "source_system", "event_type", "day", "bucket"]).size().reset_index(name="n")
    moved = frame.groupby(["location_id", "item_id", "day"])[["out", "into"]].sum()
    cancelled = frame.groupby(["location_id", "day"])["cancelled"].sum()
    return delays["n"].sum(), moved["out"].sum(), cancelled.sum(), (delays["n"] * delays["bucket"]).sum()


def pandas():
    import pandas as pd
    import sqlalchemy

    engine = sqlalchemy.create_engine("postgresql+psycopg2:///")
    return lambda: pandas_fold(pd.read_sql(QUERY, engine))


def pandas_adbc():
    import pandas as pd
    from adbc_driver_postgresql import dbapi

    connection = dbapi.connect("postgresql:///")
    return lambda: pandas_fold(pd.read_sql(QUERY, connection))


def polars():
    import polars as pl
    from adbc_driver_postgresql import dbapi

    connection = dbapi.connect("postgresql:///")
    kind = pl.col("event_type")

    def fold():
        frame = pl.read_database(QUERY, connection).lazy().with_columns(
            day=pl.col("local_time").dt.date(),
            bucket=((pl.col("record_time") - pl.col("event_time")).dt.total_microseconds().clip(lower_bound=1).log() * BUCKETS)
            .ceil().cast(pl.Int16),
        )
        delays, moved, cancelled = pl.collect_all([
            frame.group_by("location_id", "source_system", "event_type", "day", "bucket").len(),
            frame.group_by("location_id", "item_id", "day").agg(
                out=pl.col("quantity").filter(kind.is_in(OUT)).sum(),
                into=pl.col("quantity").filter(kind == "receipt").sum(),
            ),
            frame.group_by("location_id", "day").agg(cancelled=(kind == "cancellation").sum()),
        ])
        return delays["len"].sum(), moved["out"].sum(), cancelled["cancelled"].sum(), delays["len"].dot(delays["bucket"])

    return fold


def duckdb():
    import duckdb
    from adbc_driver_postgresql import dbapi

    connection = dbapi.connect("postgresql:///")

    def fold():
        cursor = connection.cursor()
        cursor.execute(QUERY)
        database = duckdb.connect()
        database.register("arriving", cursor.fetch_record_batch())
        # a stream is read once: three aggregates need it kept
        database.execute(f"""create table event as select *, local_time::date as day, ceil(ln(greatest(
          epoch_us(record_time) - epoch_us(event_time), 1)) * {BUCKETS})::smallint as bucket from arriving""")
        database.execute("""create table delays as
          select location_id, source_system, event_type, day, bucket, count(*) as n from event group by all""")
        database.execute(f"""create table moved as select location_id, item_id, day,
          sum(quantity) filter (where event_type in {tuple(OUT)}) as out,
          sum(quantity) filter (where event_type = 'receipt') as into_it from event group by all""")
        database.execute("""create table cancelled as select location_id, day,
          count(*) filter (where event_type = 'cancellation') as n from event group by all""")
        return database.execute("""select (select sum(n) from delays), (select sum(out) from moved),
          (select sum(n) from cancelled), (select sum(n * bucket) from delays)""").fetchone()

    return fold


def peak_megabytes():
    """Of this program: ru_maxrss would begin with that of the process that started it."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def main():
    engines = {"pandas": pandas, "pandas-adbc": pandas_adbc, "polars": polars, "duckdb": duckdb}
    os.environ["PGDATABASE"] = sys.argv[2]
    fold = engines[sys.argv[1]]()
    start, used = time.perf_counter(), time.process_time()
    sums = [float(number) for number in fold()]
    print(time.perf_counter() - start, time.process_time() - used, peak_megabytes(), *sums)


main()
