internal import Foundation
public import Inventory
internal import PostgreSQL
public import Store

/// What a run came to.
public struct NightReport: Sendable {
  public enum Outcome: String, Sendable {
    case published
    /// Computed again with the same result: readers keep what they have.
    case unchanged
    case dryRun = "dry run"
  }

  public var outcome: Outcome
  public var businessDate: Day
  public var revision: Int64
  public var publication: Int64
  public var digest: String
  public var rowsRead = 0
  public var rowsLate = 0
  public var rowsDuplicate = 0
  /// Messages that repeat another under a new id.
  public var rowsResent = 0
  public var rowsQuarantined = 0
  public var rebuiltPositions = 0
  public var steps: [StepReport] = []
}

/// One job for one night: extract -> fold -> judge -> write -> publish, fenced by a lease.
public struct NightRun {
  let target: Target
  let job: JobFile
  let options: RunOptions
  let observer: any RunObserver

  public static let version = "0.1.0"

  public init(target: Target, job: JobFile, options: RunOptions, observer: any RunObserver) {
    self.target = target
    self.job = job
    self.options = options
    self.observer = observer
  }

  public func run() throws -> NightReport {
    let control = try Retry.run { try target.workingSession() }
    let tables = RunTables(control)
    try Installation(control).requireInstalled()
    // The contract first: a file that reads a missing column would fail with less to say
    let faults = try FeedContract(files: target.files).faults(on: control)
    guard faults.isEmpty else { throw RunProblem.contract(faults) }
    try target.files.prepare(EventExtract.fileNames + NightPublication.fileNames + DataCheck.fileNames, on: control)

    let night = try plan(tables)
    if options.acceptHeld != nil { try requireSecondPerson(night, tables) }
    let host = ProcessInfo.processInfo.hostName
    let run = try Retry.run(on: control) {
      try tables.open(
        job: job.name, scheduledFor: night.scheduledFor, businessDate: night.date, cutoff: night.scheduledFor,
        reuse: options.revise ? nil : night.existing?.runKey, config: (TableDigest.of(job.text), job.text),
        process: (ProcessInfo.processInfo.processIdentifier, host, NightRun.version, Judge.blasName))
    }
    if options.date == nil, let last = try tables.newestRun(job: job.name, before: night.date) {
      let fires = try FireTimes(job.schedule)
      for (date, fate) in fires.due(after: last, at: options.now) where fate == .skipped {
        try tables.skip(job: job.name, scheduledFor: fires.instant(for: date), businessDate: date)
      }
    }
    do {
      let beat = try LeaseBeat(target: target, run: run)
      defer { beat.stop() }
      var report = try compute(night, run: run, control: control, tables: tables)
      if !options.dryRun { retain(&report, run: run) }
      return report
    } catch {
      // A lost connection cannot say goodbye; the lease then ends by itself
      try? control.execute("rollback")
      // Whoever took the run over may have cleared away what this one was working with
      let error: any Error = error is DatabaseError && (try? tables.isOurs(run)) == false ? RunProblem.fenced : error
      let outcome =
        switch error {
        case RunProblem.held: "held"
        case RunProblem.fenced: "fenced"
        default: "failed"
        }
      try? tables.finish(run, outcome: outcome, state: outcome == "fenced" ? nil : outcome, message: "\(error)")
      throw error
    }
  }

  struct Night {
    var date: Day
    var scheduledFor: Instant
    /// The current revision of this very night.
    var existing: RunTables.Published?
    var base: RunTables.Published?
    /// A later night is current: this one leaves readers' pointer, alerts and recounts alone.
    var isPast: Bool
    /// First published after a later one: no night will continue from it.
    var isAside: Bool
  }

  private func plan(_ tables: RunTables) throws -> Night {
    let fires = try FireTimes(job.schedule)
    let date = options.date ?? fires.lastDue(at: options.now)
    guard date < fires.zone.day(of: options.now) else { throw RunProblem.dateAhead(date) }
    let scheduledFor = fires.instant(for: date)
    guard scheduledFor <= options.now else { throw RunProblem.cutoffAhead(scheduledFor) }
    let newest = try tables.newest(job: job.name, upTo: nil)
    let existing = try tables.night(date, job: job.name)
    let isPast = options.backfill || newest.map { $0.businessDate > date } ?? false
    if isPast, options.revise { throw RunProblem.pastRevision(date) }
    return Night(
      date: date, scheduledFor: scheduledFor, existing: existing,
      base: try tables.newest(job: job.name, upTo: date, strictly: true), isPast: isPast, isAside: existing?.isAside ?? isPast)
  }

  /// The publish transaction asks again; this is to say so before the work and not after it.
  private func requireSecondPerson(_ night: Night, _ tables: RunTables) throws {
    guard let held = try tables.held(job: job.name, scheduledFor: night.scheduledFor) else {
      throw RunProblem.notHeld(night.date)
    }
    if held.logins.contains(held.me) { throw RunProblem.samePerson(held.me) }
  }

  private func compute(_ night: Night, run: RunTables.Run, control: Connection, tables: RunTables) throws -> NightReport {
    let steps = StepRecorder(observer: observer, tables: tables, run: run)
    let identity = try tables.identity()
    if let other = night.existing?.identity, other != identity {
      throw RunProblem.readElsewhere(night.date)
    }
    // Transaction numbers mean something in the source they were given in, and nowhere else
    let isContinued = night.base?.identity == identity
    if let base = night.base, !isContinued, try !tables.isAccepted(identity) {
      throw RunProblem.sourceChanged(was: "\(base.identity)", now: "\(identity)")
    }

    let feed = try target.workingSession()
    try steps.begin("check")
    steps.remark(PlannerStatistics(files: target.files, on: control).renew())
    try feed.execute("begin isolation level repeatable read read only", place: "begin")
    let snapshot: String
    if let fixed = run.snapshot {
      snapshot = fixed
    } else {
      snapshot = try feed.query("select pg_catalog.pg_current_snapshot()::text", place: "snapshot")[0].text(0)
    }
    let found = try checkData(night, isContinued: isContinued, feed: feed, snapshot: snapshot, steps: steps)
    try steps.begin("prepare")
    let isReconstructed = try night.existing?.isReconstructed ?? (options.backfill || tables.isLate(run))
    let companions = try Companions(feed: feed, store: control, files: target.files, filed: run.references)
    try tables.fix(run, snapshot: snapshot, references: companions.digests)
    let publication = try tables.createPublication(
      for: run, job: job.name, businessDate: night.date, base: night.base?.publication, cutoff: night.scheduledFor,
      watermark: snapshot, identity: identity, isAside: night.isAside, isReconstructed: isReconstructed)
    try tables.createPartitions(publication)

    let dimensions = try NightRun.dimensions(of: companions)
    let openings = dimensions.locations.map { location in
      job.systems.opening(of: location, among: companions.openings[ByteText(location.id)] ?? [])
    }
    let inputs = FoldInputs(dimensions: dimensions, openings: openings, reasons: companions.reference.reasons, job: job)
    try tables.note(foldInputs: inputs.text, publication: publication)
    let items = try companions.itemChanges(since: night.base?.references, store: control)
    var changes = inputs.changes(since: night.base?.foldInputs)
    if items.isAnyGone { changes.append("items") }
    // A night whose state was removed with time cannot be continued, and what was folded with other companions would stay
    // as it was; the history can always be folded anew
    let base =
      try options.fullRefresh || !isContinued || !changes.isEmpty
      ? nil : night.base.flatMap { try RunTables(feed).keepsState(of: $0.publication) ? $0 : nil }
    try CostTable.write(items.costs, after: night.base?.cutoff, publication: publication, on: control)
    let index = MasterIndex(dimensions)
    func costHistory(_ items: [String]?) throws -> CostHistory {
      try CostTable.history(before: night.date, publication: publication, items: items, index: index, on: control)
    }
    let input = NightInput(
      snapshot: snapshot, cutoff: night.scheduledFor,
      base: base.map {
        NightInput.Base(
          publication: $0.publication, businessDate: $0.businessDate, cutoff: $0.cutoff, watermark: $0.watermark)
      })
    var facts = FactWriter(
      connection: control, files: target.files, publication: publication, businessDate: night.date, base: base?.businessDate,
      dimensions: dimensions)
    let fires = try FireTimes(job.schedule)
    let fold = NightFold(
      target: target, feed: feed, store: control, input: input,
      setting: NightFold.Setting(
        companions: companions, dimensions: dimensions, openings: openings, newItems: items.new,
        limits: EventDecoder.Limits(job.metrics), resends: job.resends, cutoffs: fires.cutoffs,
        costs: try base.map { .now(after: $0.cutoff.microseconds) } ?? .history(costHistory(nil)), costHistory: costHistory,
        notes: notes(night, changes, openings: openings, of: companions, dimensions: dimensions)))
    let folded = try fold.run(facts: &facts, steps: steps)
    try DataCheck.write(
      found + folded.findings(since: base?.cutoff, until: night.scheduledFor), of: publication, to: control)
    // Nobody continues from a night aside, so nobody asks for what it left
    let deferred = night.isAside ? 0 : try deferredKeys(feed: feed, input: input, publication: publication, store: control)
    try feed.execute("commit", place: "commit")
    if let earlier = night.base {
      if base == nil { try facts.withdrawMissing(before: earlier.businessDate) }
      try facts.prune(before: earlier.businessDate, counts: base == nil || folded.rebuiltPositions > 0)
    }
    try steps.end(
      rows: folded.rowsRead,
      note: "\(folded.rebuiltPositions) positions rebuilt, \(folded.duplicates) repeated, \(folded.resends.count) sent again "
        + "under new ids, \(deferred) left for the next night")

    let writer = NightPublication(
      control: control, files: target.files, tables: tables, run: run, publication: publication, job: job,
      acceptedFor: options.acceptHeld)
    let judge = Judge(
      target: target, job: job, control: control, night: night, publication: publication, folded: folded,
      workers: options.workers)
    // The session that read the feed has nothing to do any more
    let lane = PartitionLane(feed, publication: publication)
    lane.write(folded)
    var judged: Judgement
    let digest: String
    do {
      judged = try judge.run(steps) { items in
        lane.write(isReconstructed ? items.map(\.reconstructed) : items, dimensions: dimensions)
      }
      if isReconstructed { judged.markReconstructed() }
      try steps.begin("write")
      try writer.quarantine(folded, base: night.base?.publication)
      digest = try writer.write(
        judged, dimensions: dimensions, businessDate: night.date, partitions: lane.digest())
    } catch {
      lane.abandon()
      throw error
    }
    try steps.end(rows: writer.rowsWritten(folded: folded), note: "digest \(digest.prefix(12))")

    var report = NightReport(
      outcome: .published, businessDate: night.date, revision: run.revision, publication: publication, digest: digest)
    report.rowsRead = folded.rowsRead
    report.rowsLate = deferred
    report.rowsDuplicate = folded.duplicates
    report.rowsResent = folded.resends.count
    report.rowsQuarantined = folded.refused.reduce(0) { $0 + Int($1.rows) }
    report.rebuiltPositions = folded.rebuiltPositions

    if options.dryRun || night.existing?.digest == digest {
      try writer.discard()
      report.outcome = options.dryRun ? .dryRun : .unchanged
      try tables.finish(run, outcome: report.outcome.rawValue, state: "superseded", message: nil)
      report.steps = steps.done
      return report
    }

    try steps.begin("publish")
    try writer.attach()
    if options.acceptHeld == nil {
      let audit = Audit(control: control, files: target.files, publication: publication)
      let failures = try audit.failures(
        folded: folded, judged: judged,
        positionsBefore: try folded.positionsBefore ?? night.base.map { try tables.positions(of: $0.publication) })
      guard failures.isEmpty else { throw RunProblem.held(failures) }
    }
    let session = try writer.publish(night: night, folded: folded, judged: judged, report: report) {
      try target.workingSession()
    }
    // The night is published: that its attempt could not be closed is no reason to say that it failed
    steps.tables = RunTables(session)
    try? steps.tables.finish(run, outcome: "published", state: nil, message: nil)
    try? steps.end(rows: 1, note: "night \(night.date), revision \(run.revision)")
    report.steps = steps.done
    return report
  }

  /// What the first step has to say beside its figures.
  private func notes(
    _ night: Night, _ changes: [String], openings: [OpeningSnapshot?], of companions: Companions, dimensions: Dimensions
  ) -> [String] {
    var notes: [String] = []
    if let base = night.base, base.foldInputs != nil, !changes.isEmpty {
      notes.append("not as on \(base.businessDate): \(changes.joined(separator: ", ")), so the history is folded anew")
    }
    if let sentence = SystemsSentence(dimensions.locations, openings, companions.openings).text { notes.append(sentence) }
    return notes
  }

  /// Looks at what is new since the night before; in a first night at its last two weeks, which say as much as all of it.
  private func checkData(
    _ night: Night, isContinued: Bool, feed: Connection, snapshot: String, steps: StepRecorder
  ) throws -> [FeedFinding] {
    let base = isContinued ? night.base : nil
    let scope = DataCheck.Scope(
      snapshot: snapshot, cutoff: night.scheduledFor, base: base.map { ($0.watermark, $0.cutoff) }, books: base?.publication,
      since: night.scheduledFor.advanced(bySeconds: -14 * 86_400))
    let outcome = try DataCheck(files: target.files, on: feed).run(scope, isNight: true)
    let findings = outcome.findings
    if !outcome.unanswered.isEmpty { steps.remark(["not answered: \(outcome.unanswered.joined(separator: ", "))"]) }
    let warnings = findings.count { $0.severity == .warning }
    let said = [(warnings, "warning"), (findings.count - warnings, "note")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: " and ")
    try steps.end(
      rows: outcome.messages,
      note: findings.isEmpty ? "nothing odd about the data" : "\(said) about the data: trueup feed check --data")
    return findings
  }

  /// Removes what nobody reads any more. The night is published: nothing that happens here fails it.
  private func retain(_ report: inout NightReport, run: RunTables.Run) {
    guard let session = try? target.session() else { return }
    let steps = StepRecorder(observer: observer, tables: RunTables(session), run: run, after: report.steps)
    do {
      try steps.begin("retain")
      let outcome = try Retention(try target.session(as: "trueup_maintainer")).run()
      try steps.end(
        rows: outcome.removed,
        note: "partitions of old nights removed"
          + (outcome.left > 0 ? "; \(outcome.left) left for readers, tried again next night" : ""))
    } catch {
      try? steps.end(rows: 0, note: "old nights stay: \(error)")
    }
    report.steps = steps.done
  }

  private func deferredKeys(feed: Connection, input: NightInput, publication: Int64, store: Connection) throws -> Int {
    let extract = EventExtract(feed: feed, files: target.files, input: input)
    return try store.copyIn(
      "trueup.deferred (source_system, event_id, record_time, publication_id)", place: "deferred"
    ) { writer in
      try extract.eachDeferred { row in
        guard let source = row.text(), let eventID = row.text(), let recordedAt = row.optionalInt64() else { return }
        try writer.row(4)
        writer.text(source)
        writer.text(eventID)
        writer.int64(recordedAt)
        writer.int64(publication)
      }
    }
  }

  static func dimensions(of companions: Companions) throws -> Dimensions {
    var locations: [Location] = []
    var zones: [ZoneOffsets] = []
    var known: [String: ZoneOffsets] = [:]
    for location in companions.reference.locations {
      // A location whose zone nobody knows has no days: its messages wait in quarantine until it is put right
      guard let zone = known[location.timeZone] ?? ZoneOffsets(systemZone: location.timeZone) else { continue }
      known[location.timeZone] = zone
      locations.append(location)
      zones.append(zone)
    }
    return Dimensions(locations: locations, items: companions.reference.items, zones: zones)
  }
}
