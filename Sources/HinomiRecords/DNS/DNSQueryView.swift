// SPDX-License-Identifier: Apache-2.0

/// One query of a Route 53 Resolver query log, where it lies in the input.
///
/// The slices are valid during the call-back that hands the query over, and no longer. A field that the record lacks is an
/// absent slice, `unspecified`, `unknown` or 0.
public struct DNSQueryView {
    /// How the query came to the resolver.
    @frozen
    public enum Transport: UInt8, Sendable { case unknown, udp, tcp, tls, https }

    /// When the query was asked.
    public var time = Timestamp(milliseconds: 0)
    /// The account of the VPC.
    public var account = AccountID.unknown
    /// Who asked.
    public var source = IPAddress.unspecified
    /// The port that was asked from.
    public var sourcePort: UInt16 = 0
    /// The record type asked for by its number (A is 1); 0 where it is not known.
    public var type: UInt16 = 0
    /// The class asked for by its number (IN is 1); 0 where it is not known.
    public var queryClass: UInt16 = 0
    /// The response code by its number (NOERROR is 0); 255 where it is not known.
    public var responseCode: UInt8 = 255
    /// How the query came to the resolver.
    public var transport = Transport.unknown
    /// The name asked for, as logged; `DNSNameText` brings it into the form that is compared.
    public var name = JSONSlice()
    /// The record type as logged.
    public var typeText = JSONSlice()
    /// The region of the VPC.
    public var region = JSONSlice()
    /// The VPC that the query came from.
    public var vpcID = JSONSlice()
    /// The instance that asked.
    public var instanceID = JSONSlice()
    /// The resolver endpoint that was asked instead.
    public var resolverEndpoint = JSONSlice()
    /// The network interface of that endpoint.
    public var resolverInterface = JSONSlice()
    /// The array of answers; `DNSAnswers` reads it.
    public var answers = JSONSlice()
    /// How many answers there are.
    public var answerCount = 0
    /// What the DNS firewall did: BLOCK or ALERT.
    public var firewallAction = JSONSlice()
    /// The list of the DNS firewall that the name is in.
    public var firewallDomainListID = JSONSlice()
    /// The rule group of the DNS firewall that matched.
    public var firewallRuleGroupID = JSONSlice()
    /// The whole record.
    public var record = JSONSlice()
    /// Stable 63-bit hash of the raw record: equal records are one record.
    public var recordID: UInt64 = 0
    /// Bytes before the record in its input.
    public var offset: UInt64 = 0
    /// Bytes of the record in its input.
    public var byteCount = 0

    /// Whether the name holds escapes of JSON or of DNS.
    public var nameHasEscapes: Bool { name.hasEscapes }

    /// A query of nothing, to be filled in.
    public init() {}
}
