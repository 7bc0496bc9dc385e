// SPDX-License-Identifier: Apache-2.0

extension AttributeName {
    /// The attributes that criteria for listing findings may name; `AttributeName.read` explains the form.
    static let listingTable = """
        -: accountId confidence id region severity type updatedAt
        resource: resourceType
        resource.accessKeyDetails: accessKeyId principalId userName userType
        resource.instanceDetails: imageId instanceId
        resource.instanceDetails.iamInstanceProfile: id
        resource.instanceDetails.networkInterfaces: ipv6Addresses publicDnsName publicIp subnetId vpcId
        resource.instanceDetails.networkInterfaces.privateIpAddresses: privateIpAddress
        resource.instanceDetails.networkInterfaces.securityGroups: groupId groupName
        resource.instanceDetails.tags: key value
        service: archived resourceRole
        service.action: actionType
        service.action.awsApiCallAction: api callerType serviceName
        service.action.awsApiCallAction.remoteIpDetails: ipAddressV4
        service.action.awsApiCallAction.remoteIpDetails.city: cityName
        service.action.awsApiCallAction.remoteIpDetails.country: countryName
        service.action.awsApiCallAction.remoteIpDetails.organization: asn asnOrg
        service.action.dnsRequestAction: domain domainWithSuffix
        service.action.networkConnectionAction: blocked connectionDirection protocol
        service.action.networkConnectionAction.localPortDetails: port
        service.action.networkConnectionAction.remoteIpDetails: ipAddressV4
        service.action.networkConnectionAction.remoteIpDetails.country: countryName
        service.action.networkConnectionAction.remoteIpDetails.organization: asn asnOrg
        service.action.networkConnectionAction.remotePortDetails: port
        service.additionalInfo: threatListName
        service.ebsVolumeScanDetails: scanId
        """
}
