// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

extension SamplePlace {
    private static let local = IPAddress(10, 0, 0, 23)

    /// The action of a sample: of the kind that findings of its type have.
    func action(of row: CatalogueRow) -> Action {
        if row.resourceType == "AttackSequence" { return .sequence(sequence(of: row.type)) }
        switch row.actionType {
        case "NETWORK_CONNECTION": return .networkConnection(connection(row))
        case "PORT_PROBE":
            let port: UInt16 = row.type.name.contains("EMR") ? 8088 : 80
            return .portProbe(
                PortProbe(
                    isBlocked: false,
                    details: [
                        .init(localPort: port, localAddress: SamplePlace.local, remoteAddress: SamplePlace.remote)
                    ]))
        case "DNS_REQUEST":
            return .dnsRequest(
                DNSRequest(
                    domain: "GeneratedFindingDomainName", domainWithSuffix: "GeneratedFindingSLDwithTLD",
                    transport: "UDP", isBlocked: false))
        case "AWS_API_CALL":
            let isOfBucket = row.resourceType == "S3Bucket"
            return .apiCall(
                APICallAction(
                    api: "GeneratedFindingAPIName", serviceName: "GeneratedFindingAPIServiceName",
                    remoteAddress: SamplePlace.remote, userAgent: "GeneratedFindingFullUserAgent",
                    callerAccount: account,
                    affectedResources: isOfBucket ? ["AWS::S3::Bucket": bucket.name] : [:]))
        case "KUBERNETES_API_CALL": return .other(kubernetesCall)
        case "RDS_LOGIN_ATTEMPT": return .other(login)
        default: return .other(OtherAction(actionType: "", service: service(of: row)))
        }
    }

    private func connection(_ row: CatalogueRow) -> NetworkConnection {
        let name = row.type.name
        let attacked: UInt16 =
            name.contains("SSH") ? 22 : name.contains("RDP") ? 3389 : name.contains("WinRM") ? 5985 : 80
        let isInbound = row.defaultRole == .target && name.contains("BruteForce")
        let isDatagram = name.contains("Udp") || name.contains("Dns")
        return NetworkConnection(
            direction: isInbound ? .inbound : .outbound, protocolNumber: isDatagram ? 17 : 6, isBlocked: false,
            localAddress: SamplePlace.local, localPort: isInbound ? attacked : 39677, remoteAddress: SamplePlace.remote,
            remotePort: isInbound ? 32794 : name.contains("Dns") ? 53 : attacked, localInterfaceID: "eni-abcdef00")
    }

    private static let remoteDetails: JSONValue = [
        "ipAddressV4": .string(remote.description), "country": ["countryName": "GeneratedFindingCountryName"],
        "city": ["cityName": "GeneratedFindingCityName"], "geoLocation": ["lat": 0, "lon": 0],
        "organization": [
            "asn": "0", "asnOrg": "GeneratedFindingASNOrg", "isp": "GeneratedFindingISP", "org": "GeneratedFindingORG",
        ],
    ]

    private var kubernetesCall: OtherAction {
        OtherAction(
            actionType: "KUBERNETES_API_CALL",
            details: [
                "kubernetesApiCallAction": [
                    "requestUri": "GeneratedFindingRequestURI", "verb": "list",
                    "sourceIPs": [.string(SamplePlace.remote.description)],
                    "userAgent": "GeneratedFindingUserAgent", "remoteIpDetails": SamplePlace.remoteDetails,
                    "statusCode": 200,
                ]
            ], remoteAddress: SamplePlace.remote)
    }

    private var login: OtherAction {
        OtherAction(
            actionType: "RDS_LOGIN_ATTEMPT",
            details: [
                "rdsLoginAttemptAction": [
                    "remoteIpDetails": SamplePlace.remoteDetails,
                    "LoginAttributes": [
                        [
                            "user": "GeneratedFindingUserName", "application": "GeneratedFindingApplicationName",
                            "failedLoginAttempts": 1, "successfulLoginAttempts": 1,
                        ]
                    ],
                ]
            ], remoteAddress: SamplePlace.remote)
    }

    // What findings without an action tell instead.
    private func service(of row: CatalogueRow) -> WireObject {
        if row.dataSources.contains("runtime-agent") { return runtime }
        if row.dataSources.contains("ebs-malware-scan") { return volumeScan }
        return malwareScan(isOfBackup: row.dataSources.contains("backup-malware-scan"))
    }

    private var seconds: JSONValue { .number(JSONNumber(integer: time.seconds)) }

    private var runtime: WireObject {
        [
            "featureName": "RuntimeMonitoring",
            "runtimeDetails": [
                "process": [
                    "name": "GeneratedFindingProcessName", "executablePath": "GeneratedFindingExecutablePath",
                    "executableSha256": "GeneratedFindingExecutableSha256", "pwd": "GeneratedFindingWorkingDirectory",
                    "pid": 1234, "namespacePid": 1234, "startTime": seconds, "uuid": "GeneratedFindingProcessUUID",
                    "parentUuid": "GeneratedFindingParentProcessUUID", "user": "GeneratedFindingUserName",
                    "userId": 1000, "euid": 1000,
                ],
                "context": ["commandLineExample": "GeneratedFindingCommandLine"],
            ],
        ]
    }

    private var volumeScan: WireObject {
        [
            "ebsVolumeScanDetails": [
                "scanId": "GeneratedFindingScanId", "scanStartedAt": seconds, "scanCompletedAt": seconds,
                "triggerFindingId": "GeneratedFindingTriggerFindingId", "sources": ["GeneratedFindingScanSource"],
                "scanType": "GUARDDUTY_INITIATED",
                "scanDetections": [
                    "scannedItemCount": ["totalGb": 8, "files": 100, "volumes": 1],
                    "threatsDetectedItemCount": ["files": 1],
                    "highestSeverityThreatDetails": [
                        "severity": "HIGH", "threatName": "GeneratedFindingThreatName", "count": 1,
                    ],
                    "threatDetectedByName": [
                        "itemCount": 1, "uniqueThreatNameCount": 1, "shortened": false,
                        "threatNames": [
                            [
                                "name": "GeneratedFindingThreatName", "severity": "HIGH", "itemCount": 1,
                                "filePaths": [
                                    [
                                        "filePath": "GeneratedFindingFilePath", "fileName": "GeneratedFindingFileName",
                                        "hash": "GeneratedFindingFileHash",
                                        "volumeArn": .string("arn:aws:ec2:\(region):\(account):volume/vol-99999999"),
                                    ]
                                ],
                            ]
                        ],
                    ],
                ],
            ]
        ]
    }

    private func malwareScan(isOfBackup: Bool) -> WireObject {
        [
            "malwareScanDetails": [
                "scanId": "GeneratedFindingScanId",
                "scanType": isOfBackup ? "BACKUP_INITIATED" : "GUARDDUTY_INITIATED", "scanCategory": "FULL_SCAN",
                "uniqueThreatCount": 1,
                "threats": [
                    [
                        "name": "GeneratedFindingThreatName", "source": "GeneratedFindingThreatSource", "count": 1,
                        "hash": "GeneratedFindingFileHash",
                        "itemPaths": [
                            ["nestedItemPath": "GeneratedFindingFilePath", "hash": "GeneratedFindingFileHash"]
                        ],
                    ]
                ],
            ]
        ]
    }
}
