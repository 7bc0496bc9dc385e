// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiDetection

@Suite struct AgentFamilyTests {
    @Test(arguments: [
        ("", "unnamed"), ("[", "unnamed"), ("/1.0", "unnamed"),
        ("aws-cli/2.15.30 Python/3.11.8 Darwin/23.4.0 source/x86_64", "aws-cli, macOS"),
        ("Boto3/1.34 md/Botocore#1.34 ua/2.0 os/linux#5.10 lang/python#3.9", "Boto3, Linux"),
        ("[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12]", "AWS console"),
        ("cloudformation.amazonaws.com", "AWS console"), ("Coral/Netty4", "AWS console"),
        ("APN/1.0 HashiCorp/1.0 Terraform/1.5.7 aws-sdk-go-v2/1.21 os/linux", "Terraform"),
        ("aws-sdk-go/1.44 (go1.19; linux; amd64) S3 Browser 10", "S3 Browser"),
        ("Mozilla/5.0 (Linux; Android 13; Pixel 7)", "browser, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X)", "browser, iOS"),
        ("Mozilla/5.0 (Macintosh; Intel MAC OS X 10_15_7)", "browser, macOS"),
        ("[Boto3/1.9 Python/3.7 Linux/5.16.0-kali7-amd64]", "Boto3, Kali Linux"),
        ("aws-sdk-java/1.12 Linux/4.14-amzn2", "aws-sdk-java, Amazon Linux"),
        ("日本語ツール/1", "日本語ツール"), ("x", "x"), ("lin", "lin"), ("LINUX", "LINUX, Linux"),
        (String(repeating: "long", count: 200), String(repeating: "long", count: 10)),
    ])
    func `versions are left out, tools and systems are known`(userAgent: String, family: String) {
        let found = Array(userAgent.utf8).withUnsafeBufferPointer { AgentFamily.of($0) }
        #expect(found == family)
    }
}
