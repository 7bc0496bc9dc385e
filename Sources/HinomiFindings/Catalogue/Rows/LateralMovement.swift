// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose LateralMovement; `CatalogueText` explains the form.
    static let lateralMovementRows = #"""
        LateralMovement:EC2/RemoteServices
          on unknown, severity 5, role TARGET, action AWS_API_CALL, logs cloudtrail-management
          or 5 when signal EC2InstanceSSHKeyPushed: an SSH key is pushed to an instance
          title Remote access to an instance was opened[ by {principal}][ ({signal})]
          text {Principal|Someone} called [{service}:]{api|an API}[ from {remote_ip}]: remote access to an instance was opened[ (rule {signal})].
          attack TA0008 T1021
          advice risky-change
        """#
}
