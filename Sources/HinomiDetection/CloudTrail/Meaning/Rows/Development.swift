// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

extension MeaningRow {
    /// Source code, builds and deployments.
    static let development = sources + builds + packages

    private static let sources =
        all(
            of(
                "codecommit",
                [
                    .init(.exfiltration, .read, .medium, "T1213.003", "GetBlob GetFile GetFolder GitPull"),
                    .init(.persistence, .write, .medium, "T1195.002", "GitPush PutFile CreateCommit"),
                    .init(
                        .defenseEvasion, .delete, .medium, "T1562",
                        "DeleteApprovalRuleTemplate OverridePullRequestApprovalRules"),
                    .init(.impact, .delete, .high, "T1485", "DeleteBranch DeleteRepository"),
                ]),
            of(
                "codestar-connections",
                [.init(.persistence, .write, .medium, "T1098", "CreateConnection UpdateConnectionInstallation")]),
            of(
                "cloud9",
                [
                    .init(.persistence, .write, .medium, "T1578.002", "CreateEnvironmentEC2 CreateEnvironmentSSH"),
                    .init(
                        .privilegeEscalation, .permission, .medium, "T1098",
                        "CreateEnvironmentMembership UpdateEnvironmentMembership"),
                    .init(.impact, .delete, .medium, "T1485", "DeleteEnvironment"),
                ]))

    private static let builds =
        all(
            of(
                "codebuild",
                [
                    .init(.credentialAccess, .read, .medium, "T1552", "BatchGetProjects"),
                    .init(.credentialAccess, .write, .high, "T1528", "ImportSourceCredentials"),
                    .init(.discovery, .read, .medium, "T1526", "ListProjects ListSourceCredentials"),
                    .init(
                        .persistence, .write, .medium, "T1648",
                        "CreateProject CreateWebhook UpdateProject UpdateWebhook"),
                    .init(.exfiltration, .permission, .high, "T1537", "PutResourcePolicy UpdateProjectVisibility"),
                    .init(.privilegeEscalation, .write, .low, "T1648", "StartBuild StartBuildBatch RetryBuild"),
                    .init(.impact, .delete, .medium, "T1489", "DeleteProject DeleteSourceCredentials StopBuild"),
                ]),
            of(
                "codepipeline",
                [
                    .init(.persistence, .write, .medium, "T1195.002", "CreatePipeline UpdatePipeline PutWebhook"),
                    .init(.impact, .delete, .medium, "T1489", "DeletePipeline DisableStageTransition"),
                ]),
            of(
                "codedeploy",
                [
                    .init(.persistence, .write, .low, "T1072", "CreateDeployment RegisterApplicationRevision"),
                    .init(.persistence, .write, .medium, "T1072", "CreateDeploymentGroup UpdateDeploymentGroup"),
                    .init(
                        .impact, .delete, .medium, "T1489",
                        "DeleteApplication DeleteDeploymentGroup StopDeployment"),
                ]),
            of(
                "amplify",
                [
                    .init(
                        .persistence, .write, .medium, "T1648",
                        "CreateApp CreateBranch CreateDeployment UpdateApp"),
                    .init(.impact, .delete, .medium, "T1489", "DeleteApp DeleteBranch"),
                ]))

    private static let packages = of(
        "codeartifact",
        [
            .init(.initialAccess, .read, .low, "T1528", "GetAuthorizationToken"),
            .init(.exfiltration, .read, .low, "T1213.003", "GetPackageVersionAsset"),
            .init(
                .persistence, .write, .medium, "T1195.002",
                "AssociateExternalConnection CopyPackageVersions PublishPackageVersion"),
            .init(
                .exfiltration, .permission, .high, "T1537",
                "PutDomainPermissionsPolicy PutRepositoryPermissionsPolicy"),
            .init(.impact, .delete, .medium, "T1485", "DeleteDomain DeletePackageVersions DeleteRepository"),
        ])
}
