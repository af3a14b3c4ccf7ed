internal import Inventory
internal import Store

/// How old the newest message of a source at a location is.
struct Freshness {
  var location: Int32
  var source: String
  var at: Int64
  var ageHours: Double
  /// fresh, late or silent
  var status: String
  /// The first night by which a delivery is more likely than not.
  var expectedBy: Day?
  /// Messages since go-live that repeat another under a new id.
  var resends: Int64
}

/// Confidence as an earlier night published it, by the id of a location and by scope and id of a group.
struct PastConfidence {
  var locations: [ByteText: Double] = [:]
  var groups: [GroupScope: [String: Double]] = [:]
}

/// What a night concludes, ready to be written.
struct Judgement {
  /// A model taken over from an earlier night keeps its date.
  var model: ModelTable.Stored?
  var items: [ItemConfidence] = []
  var locations: [LocationConfidence] = []
  /// By location, as far as they have a figure.
  var accuracy: [[AccuracyEstimate]] = []
  var groups: [GroupConfidence] = []
  /// By group.
  var groupAccuracy: [[AccuracyEstimate]] = []
  /// Confidence of locations and groups seven and 28 days ago.
  var past: (week: PastConfidence, month: PastConfidence) = (PastConfidence(), PastConfidence())
  /// What is known of the feeds tonight: compared with by the next night.
  var board: FeedBoard?
  /// By location: cut-offs that its messages miss on average.
  var missed: [Double] = []
  var scores: [BaselineScore] = []
  var signals: [AlertSignal] = []
  var alerts: [(alert: Alert, signal: AlertSignal)] = []
  var plans: [(location: Int32, plan: RecountPlan)] = []
  /// By location: the share of the random draws, due by now, that were counted.
  var completion: [Int32: Double] = [:]
  var freshness: [Freshness] = []

  /// What was known at the time is not known for sure: a figure that would be ok says so.
  mutating func markReconstructed() {
    items = items.map(\.reconstructed)
    for index in locations.indices where locations[index].status == .ok { locations[index].status = .reconstructed }
    for index in groups.indices where groups[index].status == .ok { groups[index].status = .reconstructed }
    for estimates in [\Judgement.accuracy, \Judgement.groupAccuracy] {
      for place in self[keyPath: estimates].indices {
        for index in self[keyPath: estimates][place].indices where self[keyPath: estimates][place][index].status == .ok {
          self[keyPath: estimates][place][index].status = .reconstructed
        }
      }
    }
  }

  var firing: Int { alerts.count { $0.alert.state == .firing } }
  var recounts: Int { plans.reduce(0) { $0 + $1.plan.recounts.count } }
}
