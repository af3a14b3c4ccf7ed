public import PostgreSQL

/// The schemas in a database: migrations forward only, each in its own transaction, recorded by name and digest.
public struct Installation {
  private let connection: Connection

  public init(_ connection: Connection) {
    self.connection = connection
  }

  public enum Problem: Error, CustomStringConvertible {
    case notInstalled
    case changed(String)
    case behind([String])

    public var description: String {
      switch self {
      case .notInstalled: "the schemas are not installed; run `trueup db init`"
      case .changed(let name):
        "sql/migrations/\(name).sql is not the file that was installed; migrations are never edited once merged"
      case .behind(let names): "migrations are missing: \(names.joined(separator: ", ")); run `trueup db migrate`"
      }
    }
  }

  public func isInstalled() throws -> Bool {
    // Asked of the catalogue, which answers those too who may not look into the schema
    try connection.query(
      """
      select exists (select from pg_catalog.pg_class
        inner join pg_catalog.pg_namespace on pg_namespace.oid = pg_class.relnamespace
        where pg_namespace.nspname = 'trueup' and pg_class.relname = 'migration')
      """, place: "installation")[0].bool(0)
  }

  public func requireInstalled() throws {
    guard try isInstalled() else { throw Problem.notInstalled }
  }

  /// Names of the migrations that are not installed yet.
  public func pending(_ files: SQLFiles) throws -> [String] {
    let names = try files.names(in: "migrations")
    guard try isInstalled() else { return names }
    var installed: [String: String] = [:]
    for row in try connection.query("select name, digest from trueup.migration", place: "migration").map({ $0 }) {
      installed[try row.text(0)] = try row.text(1)
    }
    var pending: [String] = []
    for name in names {
      if let digest = installed[name] {
        guard digest == TableDigest.of(try files.text("migrations/\(name)")) else { throw Problem.changed(name) }
      } else {
        pending.append(name)
      }
    }
    return pending
  }

  /// Installs what is missing and returns the names. A feed that somebody else made is taken as it is.
  public func migrate(_ files: SQLFiles) throws -> [String] {
    let pending = try pending(files)
    for name in pending {
      let text = try files.text("migrations/\(name)")
      try connection.transaction { connection in
        try connection.query(
          "select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('trueup migrate', 0))", place: "migration lock")
        let isFeed = name.hasSuffix("_feed")
        let exists = try connection.query("select pg_catalog.to_regclass('feed.inventory_event') is not null", place: "feed")[0]
          .bool(0)
        if !(isFeed && exists) {
          try connection.execute("set local search_path = pg_catalog; \(text)", place: "sql/migrations/\(name).sql")
        }
        try connection.execute(try files.text("install/migration_table"), place: "sql/install/migration_table.sql")
        try connection.query(
          "insert into trueup.migration (name, digest) values ($1, $2)", [Parameter(name), Parameter(TableDigest.of(text))],
          place: "migration")
      }
    }
    try connection.transaction { try $0.execute(try files.text("install/owners"), place: "sql/install/owners.sql") }
    return pending
  }
}
