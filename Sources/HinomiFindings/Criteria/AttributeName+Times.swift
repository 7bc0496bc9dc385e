// SPDX-License-Identifier: Apache-2.0

extension AttributeName {
    /// The attributes that are times, which criteria give in milliseconds since 1970; `AttributeName.read` explains the form.
    static let timeTable = """
        -: createdAt updatedAt
        resource.ecsClusterDetails.taskDetails: createdAt startedAt
        resource.eksClusterDetails: createdAt
        resource.instanceDetails: launchTime
        resource.lambdaDetails: lastModifiedAt
        resource.s3BucketDetails: createdAt
        service: eventFirstSeen eventLastSeen
        service.detection.sequence.actors.session: createdTime
        service.detection.sequence.resources.data.ecsTask: createdAt
        service.detection.sequence.resources.data.eksCluster: createdAt
        service.detection.sequence.resources.data.s3Bucket: createdAt
        service.detection.sequence.signals: createdAt firstSeenAt lastSeenAt updatedAt
        service.ebsVolumeScanDetails: scanCompletedAt scanStartedAt
        service.runtimeDetails.context: modifiedAt
        service.runtimeDetails.context.modifyingProcess: startTime
        service.runtimeDetails.context.modifyingProcess.lineage: startTime
        service.runtimeDetails.context.targetProcess: startTime
        service.runtimeDetails.context.targetProcess.lineage: startTime
        service.runtimeDetails.process: startTime
        service.runtimeDetails.process.lineage: startTime
        """
}
