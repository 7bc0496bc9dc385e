// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose ResourceConsumption; `CatalogueText` explains the form.
    static let resourceConsumptionRows = #"""
        ResourceConsumption:IAMUser/ComputeResources
          on AccessKey, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management, retired
          or 8 when temporary credentials created on an EC2 instance are used
          instead Impact:IAMUser/AnomalousBehavior
          title Unusual use of compute by {principal|an unknown identity}
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}], a use of compute that this identity had not made before.
          attack TA0040 T1496
          advice unusual-calls
        """#
}
