// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

extension MeaningRow {
    /// Models: those one may ask, and those one trains.
    static let learning = bedrock + sageMaker

    private static let bedrock =
        of(
            "bedrock",
            [
                .init(
                    .discovery, .read, .medium, "T1526",
                    """
                    GetFoundationModelAvailability GetModelInvocationLoggingConfiguration GetUseCaseForModelAccess
                    ListCustomModels ListFoundationModels ListInferenceProfiles ListModelInvocationJobs
                    ListProvisionedModelThroughputs
                    """),
                .init(
                    .impact, .write, .low, "T1496.004",
                    """
                    Converse ConverseStream CreateInference InvokeModel InvokeModelWithBidirectionalStream
                    InvokeModelWithResponseStream
                    """),
                .init(
                    .impact, .write, .medium, "T1496.004",
                    """
                    CreateFoundationModelAgreement CreateModelCustomizationJob CreateModelInvocationJob
                    CreateProvisionedModelThroughput PutFoundationModelEntitlement PutUseCaseForModelAccess
                    """),
                .init(.defenseEvasion, .delete, .high, "T1562.008", "DeleteModelInvocationLoggingConfiguration"),
                .init(.defenseEvasion, .write, .medium, "T1562.008", "PutModelInvocationLoggingConfiguration"),
                .init(.defenseEvasion, .delete, .medium, "T1562.001", "DeleteGuardrail UpdateGuardrail"),
                .init(.exfiltration, .write, .medium, "T1537", "CreateModelCopyJob CreateModelImportJob"),
                .init(
                    .impact, .delete, .medium, "T1485",
                    """
                    DeleteAgent DeleteCustomModel DeleteImportedModel DeleteKnowledgeBase
                    DeleteProvisionedModelThroughput
                    """
                ),
                .init(.exfiltration, .read, .low, "T1530", "Retrieve RetrieveAndGenerate"),
                .init(.impact, .write, .low, "T1496.004", "InvokeAgent InvokeFlow InvokeInlineAgent"),
                .init(
                    .persistence, .write, .medium, "T1648",
                    "CreateAgent CreateAgentActionGroup UpdateAgent UpdateAgentActionGroup"),
            ])

    private static let sageMaker = of(
        "sagemaker",
        [
            .init(
                .discovery, .read, .low, "T1526",
                "ListEndpoints ListModels ListNotebookInstances ListTrainingJobs"),
            .init(
                .initialAccess, .read, .medium, "T1078.004",
                "CreatePresignedDomainUrl CreatePresignedNotebookInstanceUrl CreatePartnerAppPresignedUrl"),
            .init(
                .persistence, .write, .high, "T1037",
                """
                CreateNotebookInstanceLifecycleConfig UpdateNotebookInstanceLifecycleConfig
                CreateStudioLifecycleConfig
                """
            ),
            .init(
                .privilegeEscalation, .write, .medium, "T1098.003",
                "CreateNotebookInstance CreateProcessingJob CreateTrainingJob UpdateNotebookInstance"),
            .init(
                .impact, .write, .low, "T1496.004",
                "InvokeEndpoint InvokeEndpointAsync InvokeEndpointWithResponseStream"),
            .init(.impact, .write, .medium, "T1496.001", "CreateEndpoint CreateHyperParameterTuningJob"),
            .init(
                .impact, .delete, .medium, "T1485",
                "DeleteEndpoint DeleteModel DeleteNotebookInstance StopTrainingJob"),
        ])
}
