// swift-tools-version: 6.2
// A package outside of this one, as a statistician would write it: it knows the library products and nothing else.
import PackageDescription

let package = Package(
  name: "example",
  dependencies: [.package(name: "trueup", path: "../..")],
  targets: [
    .executableTarget(
      name: "example",
      dependencies: [
        .product(name: "LinearAlgebra", package: "trueup"), .product(name: "Statistics", package: "trueup"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)])
  ]
)
