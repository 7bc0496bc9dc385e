// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose Exfiltration; `CatalogueText` explains the form.
    static let exfiltrationRows = #"""
        Exfiltration:EC2/TransferDataToCloudAccount
          on unknown, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 8 when signal AMIExternalAccess: a machine image is shared with an outside account
          or 8 when signal EBSSnapshotExternalAccess: a volume snapshot is shared with an outside account
          title Data was shared with another account[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: data was shared with another account[ (rule {signal})].
          attack TA0010 T1537
          advice risky-change
        Exfiltration:IAMUser/AnomalousBehavior
          on AccessKey, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          title Unusual API calls by {principal|an unknown identity}, of a kind used to take data out
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}][ in network {asn_org}][ with {user_agent_category}], a kind of call used to take data out and unusual here[: {unusual_factors}].
          attack TA0010
          advice unusual-calls
        Exfiltration:RDS/TransferDataToCloudAccount
          on unknown, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 8 when signal RDSSnapshotPubliclyShared: a database snapshot is shared publicly
          title Data was shared with another account[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: data was shared with another account[ (rule {signal})].
          attack TA0010 T1537
          advice risky-change
        Exfiltration:S3/AnomalousBehavior
          on S3Bucket, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-s3-data
          title Unusual S3 calls by {principal|an unknown identity}, of a kind used to copy data out
          text {Principal|Someone} called [s3:{api}|S3] on [bucket {bucket}|a bucket][ from {remote_ip}][ in network {asn_org}], which is unusual here[: {unusual_factors}].
          attack TA0009 T1530
          advice bucket-data
        Exfiltration:S3/MaliciousIPCaller
          on S3Bucket, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-s3-data
          title S3 data collection call from a known malicious address by {principal|an unknown identity}
          text {Principal|Someone} called [s3:{api}|S3] on [bucket {bucket}|a bucket] from {remote_ip|a remote address}, a known malicious address[ ({threat_list})].
          attack TA0009 T1530
          advice bucket-data
        Exfiltration:S3/ObjectRead.Unusual
          on S3Bucket, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-s3-data, retired
          or 8 when temporary credentials created on an EC2 instance are used
          instead Exfiltration:S3/AnomalousBehavior
          title Unusual reading of objects by {principal|an unknown identity}
          text {Principal|Someone} called [s3:{api}|S3][ on bucket {bucket}][ from {remote_ip}], which is unusual for this identity.
          attack TA0009 T1530
          advice bucket-data
        Exfiltration:S3/TransferDataToCloudAccount
          on unknown, severity 8, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 8 when signal S3BucketPolicyExternalAccess: a bucket policy gives an outside account access
          title Data was shared with another account[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: data was shared with another account[ (rule {signal})].
          attack TA0010 T1537
          advice risky-change
        """#
}
