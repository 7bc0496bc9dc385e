// SPDX-License-Identifier: Apache-2.0

/// Which names findings are told by, where GuardDuty has given a type another name since its launch in 2017.
///
/// A finding is the same under either, with the same id. Retired types that tell what no type in use does are not meant:
/// their findings have one name.
public enum TypeNames: String, CaseIterable, Sendable {
    /// Those in use today.
    case current
    /// Those of the launch.
    case launch

    private static let launchNames: [FindingType: FindingType] = [
        "CryptoCurrency:EC2/BitcoinTool.B": "CryptoCurrency:EC2/BitcoinTool.A",
        "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS":
            "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration",
    ]

    /// The types of the launch that are another name for one in use, sorted.
    public static var renamed: [FindingType] { launchNames.values.sorted() }

    /// The name of a type.
    func name(of type: FindingType) -> FindingType { self == .launch ? TypeNames.launchNames[type] ?? type : type }
}
