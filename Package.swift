// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let readme = ["README.md"]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "trueup",
  products: [
    .library(name: "LinearAlgebra", targets: ["LinearAlgebra"]),
    .library(name: "Statistics", targets: ["Statistics"]),
    .executable(name: "trueup", targets: ["trueup"]),
    .executable(name: "trueup-bench", targets: ["trueup-bench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", "4.0.0"..<"5.0.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
  ],
  targets: [
    .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CBLAS", pkgConfig: "blas", providers: [.apt(["libblas-dev"])]),
    .target(name: "CLAPACK", exclude: readme, linkerSettings: [.linkedLibrary("lapack"), .linkedLibrary("blas")]),
    .target(name: "PostgreSQL", dependencies: ["CPQ"], exclude: readme, swiftSettings: settings),
    .target(name: "LinearAlgebra", dependencies: ["CBLAS", "CLAPACK"], exclude: readme, swiftSettings: settings),
    .target(name: "Statistics", dependencies: ["LinearAlgebra"], exclude: readme, swiftSettings: settings),
    .target(name: "Inventory", dependencies: ["Statistics", "LinearAlgebra", crypto], exclude: readme, swiftSettings: settings),
    .target(name: "Retailer", dependencies: ["Inventory", "Statistics"], exclude: readme, swiftSettings: settings),
    .target(
      name: "Store", dependencies: ["Inventory", "PostgreSQL", "Statistics", crypto], exclude: readme,
      swiftSettings: settings),
    .target(
      name: "Pipeline", dependencies: ["Store", "Inventory", "PostgreSQL", "Statistics", yams], exclude: readme,
      swiftSettings: settings),
    .target(
      name: "Demo", dependencies: ["Retailer", "Pipeline", "Store", "Inventory", "PostgreSQL", "Statistics", subprocess, system],
      exclude: readme, swiftSettings: settings),
    .executableTarget(
      name: "trueup", dependencies: ["Demo", "Pipeline", "Store", "Inventory", "Retailer", "PostgreSQL", argumentParser],
      swiftSettings: settings),
    .executableTarget(
      name: "trueup-bench",
      dependencies: ["Demo", "Retailer", "Pipeline", "Store", "Inventory", "PostgreSQL", "Statistics", "LinearAlgebra"],
      path: "Sources/Benchmark", exclude: ["peers"], swiftSettings: settings),
    .executableTarget(
      name: "trueup-fuzz", dependencies: ["Store", "Inventory", "PostgreSQL", "Statistics", "LinearAlgebra"], path: "Tests/Fuzz",
      exclude: readme,
      swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: ["Retailer", "Pipeline", "Store", "Inventory", "PostgreSQL", "Statistics"],
      path: "Tests/TestSupport",
      exclude: readme, swiftSettings: settings),
    .testTarget(name: "ArchitectureTests", swiftSettings: settings),
    .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra"], swiftSettings: settings),
    .testTarget(
      name: "StatisticsTests", dependencies: ["Statistics", "LinearAlgebra"], exclude: ["Reference"], swiftSettings: settings),
    .testTarget(name: "InventoryTests", dependencies: ["Inventory", "Statistics"], swiftSettings: settings),
    .testTarget(name: "RetailerTests", dependencies: ["Retailer", "Inventory", "Statistics"], swiftSettings: settings),
    .testTarget(
      name: "StoreTests", dependencies: ["TestSupport", "Store", "Inventory", "PostgreSQL", "Statistics"], swiftSettings: settings
    ),
    .testTarget(
      name: "CommandTests",
      dependencies: ["trueup", "TestSupport", "Retailer", "Pipeline", "Store", "Inventory", "PostgreSQL", "Statistics"],
      swiftSettings: settings),
    .testTarget(
      name: "PipelineTests",
      dependencies: ["TestSupport", "Demo", "Retailer", "Pipeline", "Store", "Inventory", "Statistics", "PostgreSQL"],
      swiftSettings: settings),
  ]
)
