import Foundation
import PostgreSQL
import Statistics
import Store
import TestSupport
import Testing

/// Migrations that die on the way: at whichever statement, the next call ends with the same schemas.
@Suite struct UpgradeTests {
  /// Everything the migrations make, as text.
  private func schemas(_ connection: Connection) throws -> [String] {
    try connection.query(
      """
      select format('%s.%s %s %s %s %s', c.relnamespace::regnamespace, c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod),
        pg_get_expr(d.adbin, d.adrelid))
      from pg_class as c inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef as d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relnamespace::regnamespace::text in ('feed', 'trueup', 'trueup_v1')
      union all
      select pg_get_viewdef(oid) from pg_class where relkind = 'v' and relnamespace::regnamespace::text in ('trueup', 'trueup_v1')
      union all
      select pg_get_functiondef(oid) from pg_proc where pronamespace::regnamespace::text in ('feed', 'trueup')
      union all
      select pg_get_indexdef(indexrelid) from pg_index inner join pg_class on pg_class.oid = indrelid
      where relnamespace::regnamespace::text in ('feed', 'trueup')
      union all
      select conname || pg_get_constraintdef(oid) from pg_constraint where connamespace::regnamespace::text in ('feed', 'trueup')
      union all
      select obj_description(oid, 'pg_class') || relname from pg_class where relnamespace::regnamespace::text in ('feed', 'trueup', 'trueup_v1')
      union all
      select name || digest from trueup.migration
      """
    ).map { row in row.texts[0] ?? "-" }.sorted()
  }

  private func migrated(dyingAt statement: Int?, _ name: String) throws -> (schemas: [String], statements: Int, died: Bool) {
    let files = try TestDatabase.files()
    let admin = try Connection("dbname=postgres")
    try admin.execute("create database \(name)", place: "create database")
    defer { try? admin.execute("drop database \(name) with (force)", place: "drop database") }
    // Counts what changes the schemas, and ends the session at one of them; a sequence also counts what is rolled back
    let bomb = statement.map { "if nextval('fuse.count') = \($0) then perform pg_terminate_backend(pg_backend_pid()); end if;" }
    try Connection("dbname=\(name)").execute(
      """
      create schema fuse; create sequence fuse.count;
      create function fuse.burn() returns event_trigger language plpgsql as $$
      begin \(bomb ?? "perform nextval('fuse.count');") end $$;
      create event trigger fuse on ddl_command_end execute function fuse.burn();
      """)
    var died = false
    do {
      _ = try Installation(Connection("dbname=\(name)")).migrate(files)
    } catch {
      if statement == nil { Issue.record(error, "all of them, alive") }
      died = true
    }
    let connection = try Connection("dbname=\(name)")
    let statements = try connection.query("select last_value from fuse.count")[0].int(0)
    if died { _ = try Installation(connection).migrate(files) }
    #expect(try Installation(connection).pending(files).isEmpty)
    let grants = try GrantMatrix(files: files, on: connection)
    #expect(grants.unknown.isEmpty && grants.missing.isEmpty)
    return (try schemas(connection), Int(statements), died)
  }

  @Test("killed at any statement of any migration, the next call ends with the same schemas and rights")
  func killed() throws {
    let process = ProcessInfo.processInfo.processIdentifier
    let whole = try migrated(dyingAt: nil, "upgrade_\(process)_0")
    #expect(whole.schemas.count > 500 && whole.statements > 100 && !whole.died)
    var chance = SeededGenerator(seed: 20_261_121)
    let picked =
      runsLong ? Array(1...whole.statements) : (0..<6).map { _ in Int.random(in: 1...whole.statements, using: &chance) }
    for statement in picked {
      let again = try migrated(dyingAt: statement, "upgrade_\(process)_\(statement)")
      #expect(again.died, "statement \(statement) of \(whole.statements)")
      #expect(again.schemas == whole.schemas, "statement \(statement) of \(whole.statements)")
    }
  }
}
