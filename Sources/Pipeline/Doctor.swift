public import Inventory
internal import PostgreSQL
public import Store

/// Looks at everything a night needs and says what is wrong, one sentence each, and what to do.
public struct Doctor {
  public struct Finding: Equatable, Sendable {
    public var subject: String
    public var isFine: Bool
    /// What was found, and what to do where that is not fine.
    public var sentence: String
  }

  private let target: Target
  private let now: Instant
  private let job: JobFile

  public init(target: Target, job: JobFile, now: Instant) {
    self.target = target
    self.job = job
    self.now = now
  }

  /// Every finding, in the order in which to mend things; ends early where the rest would only follow from it.
  ///
  /// - Throws: where there is no session at all.
  public func findings() throws -> [Finding] {
    let owner = try target.session(as: nil)
    var findings = [server(owner)]
    guard try Installation(owner).isInstalled() else { return findings + [schemas("\(Installation.Problem.notInstalled)")] }
    let login = try login(owner)
    findings.append(login)
    guard login.isFine else { return findings }
    let session = try target.session()
    let complete = try installation(session)
    findings.append(complete)
    guard complete.isFine else { return findings }
    findings.append(try rights(session))
    let contract = try FeedContract(files: target.files).faults(on: session)
    findings.append(
      finding(
        "contract", contract, fine: "every column that a night reads is there",
        doing: "put the columns back, or migrate the source"))
    guard contract.isEmpty else { return findings }
    let tables = RunTables(session)
    findings.append(try source(tables))
    findings += try nights(session)
    findings.append(try partitions(session))
    findings.append(try trail(session))
    return findings
  }

  private func finding(_ subject: String, _ faults: [String], fine: String, doing: String) -> Finding {
    faults.isEmpty
      ? Finding(subject: subject, isFine: true, sentence: fine)
      : Finding(subject: subject, isFine: false, sentence: "\(faults.joined(separator: "; ")): \(doing)")
  }

  private func server(_ owner: Connection) -> Finding {
    let version = owner.serverVersion / 10_000
    return finding(
      "server", version < 15 ? ["PostgreSQL \(version)"] : [], fine: "PostgreSQL \(version) answers",
      doing: "trueup wants 15 or newer; upgrade the server")
  }

  private func schemas(_ fault: String) -> Finding { Finding(subject: "schemas", isFine: false, sentence: fault) }

  private func installation(_ session: Connection) throws -> Finding {
    do {
      let pending = try Installation(session).pending(target.files)
      return finding(
        "schemas", pending.map { "migration \($0) is missing" }, fine: "the schemas are installed and complete",
        doing: "run `trueup db migrate`")
    } catch let problem as Installation.Problem {
      return schemas("\(problem)")
    }
  }

  private func login(_ owner: Connection) throws -> Finding {
    let login = try owner.query("select session_user::text", place: "login")[0].text(0)
    let missing = try [Role.job, .maintainer].filter { role in
      try !owner.query("select pg_catalog.pg_has_role(session_user, $1, 'member')", [Parameter(role.name)], place: "role")[0]
        .bool(0)
    }
    return finding(
      "login", missing.map { "\(login) is no member of \($0.name)" }, fine: "\(login) may run nights",
      doing: "run `trueup db grant \(login) job maintainer` as the owner")
  }

  private func rights(_ session: Connection) throws -> Finding {
    // The feed is the retailer's, and so is who may read it
    let strange = try GrantMatrix(files: target.files, on: session).unknown.filter { !$0.contains("|feed") }
    return finding("rights", strange, fine: "nobody has a right that was not decided", doing: "revoke what nobody decided")
  }

  private func source(_ tables: RunTables) throws -> Finding {
    let identity = try tables.identity()
    let newest = try tables.newest(job: job.name, upTo: nil)
    let isKnown = try newest.map { $0.identity == identity } ?? true || tables.isAccepted(identity)
    return finding(
      "source", isKnown ? [] : ["the feed is not the one the last night read"], fine: "the feed is the one the last night read",
      doing: "if that is meant, after a restore or a fail-over, run `trueup db rebaseline`")
  }

  private func nights(_ session: Connection) throws -> [Finding] {
    func texts(_ sql: String, _ parameters: [Parameter] = []) throws -> [String] {
      try session.query(sql, parameters, place: "doctor").map { row throws(DatabaseError) in try row.text(0) }
    }
    let last = try texts(
      "select max(business_date)::text from trueup.kept_publication where job = $1 having max(business_date) is not null",
      [Parameter(job.name)])
    let due = try FireTimes(job.schedule).lastDue(at: now)
    let isOverdue = last.first.flatMap(Day.init(iso:)).map { $0 < due } ?? true
    let held = try texts(
      "select 'night ' || business_date || ' is held (run ' || run_key || ')' from trueup.run where state = 'held' order by run_key"
    )
    let dead = try texts(
      """
      select 'run ' || run.run_key || ' of ' || run.business_date || ' has shown no life since ' || lease.beat_at
      from trueup.run inner join trueup.lease using (run_key)
      where run.state = 'open' and lease.beat_at < pg_catalog.clock_timestamp() - interval '60 seconds'
        and run.job = $1 order by run.run_key
      """, [Parameter(job.name)])
    let odd = try texts(
      """
      select code || ': ' || sentence from trueup_v1.feed_check where severity = 'warning' order by place limit 5
      """)
    let silent = try texts(
      """
      select source_system || ' at ' || location_id || ' has sent nothing for ' || round(age_hours::numeric) || ' h'
      from trueup_v1.freshness where status = 'silent' order by age_hours desc, location_id, source_system limit 5
      """)
    return [
      finding(
        "nights", isOverdue ? ["the last night is \(last.first ?? "none"), \(due) is due"] : [],
        fine: "the last night is \(last.first ?? "none")", doing: "run `trueup run`"),
      finding("held nights", held, fine: "no night is held", doing: "see `trueup feed quarantine`, then `trueup retry`"),
      finding("lease", dead, fine: "no run was left alone", doing: "nothing, the next run takes it up"),
      finding(
        "data", odd, fine: "the last night found nothing odd about its data", doing: "`trueup feed check --data` says what to do"),
      finding("freshness", silent, fine: "no source is silent", doing: "ask who sends them; scores there say stale_feed"),
    ]
  }

  private func partitions(_ session: Connection) throws -> Finding {
    let stuck = try session.query(
      """
      select count(*) from pg_catalog.pg_inherits
      where inhdetachpending and inhparent in ('trueup.position'::pg_catalog.regclass,
        'trueup.open_line'::pg_catalog.regclass, 'trueup.item_confidence'::pg_catalog.regclass)
      """, place: "doctor")[0].int(0)
    return finding(
      "partitions", stuck > 0 ? ["\(stuck) old partitions wait for a reader"] : [], fine: "no old partition is in the way",
      doing: "the next run tries again; end transactions that stay open for days")
  }

  private func trail(_ session: Connection) throws -> Finding {
    let faults = try session.query("select count(*) from trueup.audit_faults()", place: "doctor")[0].int(0)
    return finding(
      "audit", faults > 0 ? ["\(faults) rows of the audit trail are not what was written"] : [],
      fine: "the audit trail is whole", doing: "find out who can write to trueup.audit")
  }
}
