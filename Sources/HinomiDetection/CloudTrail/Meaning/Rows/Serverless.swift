// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

extension MeaningRow {
    /// Code that runs without a machine of one's own.
    static let serverless = lambda + stepFunctions + appSync + beanstalk

    private static let lambda = of(
        "lambda",
        [
            .init(
                .discovery, .read, .low, "T1526",
                """
                GetAccountSettings GetPolicy ListAliases ListEventSourceMappings ListFunctions ListLayers
                ListVersionsByFunction
                """
            ),
            .init(.discovery, .read, .medium, "T1526", "ListFunctionUrlConfigs GetFunctionUrlConfig"),
            .init(.credentialAccess, .read, .medium, "T1552", "GetFunctionConfiguration"),
            .init(.exfiltration, .read, .medium, "T1530", "GetFunction GetLayerVersion GetLayerVersionByArn"),
            .init(
                .persistence, .write, .medium, "T1648",
                """
                CreateAlias CreateEventSourceMapping CreateFunction PublishLayerVersion PublishVersion UpdateAlias
                UpdateEventSourceMapping UpdateFunctionEventInvokeConfig PutFunctionEventInvokeConfig
                """),
            .init(.persistence, .write, .high, "T1648", "UpdateFunctionCode UpdateFunctionConfiguration"),
            .init(
                .persistence, .permission, .high, "T1098",
                "AddLayerVersionPermission AddPermission CreateFunctionUrlConfig UpdateFunctionUrlConfig"),
            .init(.privilegeEscalation, .write, .low, "T1648", "Invoke InvokeAsync InvokeWithResponseStream"),
            .init(
                .defenseEvasion, .delete, .medium, "T1562",
                "DeleteCodeSigningConfig DeleteFunctionCodeSigningConfig UpdateCodeSigningConfig"),
            .init(
                .impact, .delete, .medium, "T1489",
                """
                DeleteAlias DeleteEventSourceMapping DeleteFunction DeleteFunctionConcurrency DeleteLayerVersion
                DeleteFunctionUrlConfig
                """),
            .init(.impact, .write, .medium, "T1489", "PutFunctionConcurrency RemovePermission"),
        ])

    private static let stepFunctions = of(
        "states",
        [
            .init(.persistence, .write, .medium, "T1648", "CreateStateMachine UpdateStateMachine"),
            .init(.privilegeEscalation, .write, .low, "T1648", "StartExecution StartSyncExecution"),
            .init(.impact, .delete, .medium, "T1489", "DeleteStateMachine StopExecution"),
        ])

    private static let appSync = of(
        "appsync",
        [
            .init(.credentialAccess, .read, .medium, "T1552", "ListApiKeys"),
            .init(.persistence, .write, .high, "T1098.001", "CreateApiKey UpdateApiKey"),
            .init(
                .persistence, .write, .medium, "T1546",
                "CreateDataSource CreateResolver UpdateDataSource UpdateGraphqlApi UpdateResolver"),
            .init(.impact, .delete, .medium, "T1489", "DeleteGraphqlApi DeleteResolver"),
        ])

    private static let beanstalk = of(
        "elasticbeanstalk",
        [
            .init(.credentialAccess, .read, .medium, "T1552", "DescribeConfigurationSettings RequestEnvironmentInfo"),
            .init(
                .persistence, .write, .medium, "T1648",
                "CreateApplicationVersion CreateEnvironment UpdateEnvironment AssociateEnvironmentOperationsRole"),
            .init(
                .impact, .delete, .medium, "T1489",
                "DeleteApplication DeleteApplicationVersion TerminateEnvironment"),
        ])
}
