// SPDX-License-Identifier: Apache-2.0

extension OtherResource.Kind {
    /// The type of the resource in ASFF.
    var typeASFF: String {
        switch self {
        case .kubernetesCluster: "AwsEksCluster"
        case .containerCluster: "AwsEcsCluster"
        case .container: "Container"
        case .database: "AwsRdsDbInstance"
        case .function: "AwsLambdaFunction"
        case .object: "AwsS3Object"
        }
    }

    /// The type of the resource in OCSF, as CloudFormation names it where it does.
    var typeOCSF: String {
        switch self {
        case .kubernetesCluster: "AWS::EKS::Cluster"
        case .containerCluster: "AWS::ECS::Cluster"
        case .container: "Container"
        case .database: "AWS::RDS::DBInstance"
        case .function: "AWS::Lambda::Function"
        case .object: "AWS::S3::Object"
        }
    }
}
