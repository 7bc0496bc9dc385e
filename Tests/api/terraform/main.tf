# SPDX-License-Identifier: Apache-2.0
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "5.100.0" }
  }
}
variable "endpoint" {}
variable "frequency" { default = "ONE_HOUR" }
variable "note" { default = "our own scanner" }
provider "aws" {
  region                      = "eu-west-1"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  endpoints {
    guardduty = var.endpoint
    sts       = var.endpoint
  }
  default_tags { tags = { managed = "terraform" } }
}
resource "aws_guardduty_detector" "main" {
  enable                       = true
  finding_publishing_frequency = var.frequency
  tags                         = { env = "test" }
}
resource "aws_guardduty_detector_feature" "s3" {
  detector_id = aws_guardduty_detector.main.id
  name        = "S3_DATA_EVENTS"
  status      = "DISABLED"
}
resource "aws_guardduty_detector_feature" "runtime" {
  detector_id = aws_guardduty_detector.main.id
  name        = "RUNTIME_MONITORING"
  status      = "ENABLED"
  additional_configuration {
    name   = "EKS_ADDON_MANAGEMENT"
    status = "ENABLED"
  }
  additional_configuration {
    name   = "ECS_FARGATE_AGENT_MANAGEMENT"
    status = "DISABLED"
  }
  additional_configuration {
    name   = "EC2_AGENT_MANAGEMENT"
    status = "ENABLED"
  }
}
resource "aws_guardduty_filter" "scanner" {
  detector_id = aws_guardduty_detector.main.id
  name        = "known-scanner"
  description = var.note
  action      = "ARCHIVE"
  rank        = 1
  finding_criteria {
    criterion {
      field  = "type"
      equals = ["Recon:EC2/Portscan"]
    }
    criterion {
      field                 = "severity"
      greater_than_or_equal = 4
      less_than             = 8
    }
    criterion {
      field        = "updatedAt"
      greater_than = "2020-01-01T00:00:00Z"
    }
  }
}
resource "aws_guardduty_publishing_destination" "export" {
  detector_id     = aws_guardduty_detector.main.id
  destination_arn = "arn:aws:s3:::findings/prefix"
  kms_key_arn     = "arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab"
}
resource "aws_guardduty_malware_protection_plan" "uploads" {
  role = "arn:aws:iam::111111111111:role/scan"
  protected_resource {
    s3_bucket {
      bucket_name     = "uploads"
      object_prefixes = ["in/"]
    }
  }
  actions {
    tagging { status = "ENABLED" }
  }
}
data "aws_guardduty_detector" "main" { depends_on = [aws_guardduty_detector.main] }
data "aws_guardduty_finding_ids" "all" { detector_id = aws_guardduty_detector.main.id }
output "features" { value = length(data.aws_guardduty_detector.main.features) }

# Lists that are not active: nothing is fetched.
resource "aws_guardduty_ipset" "trusted" {
  detector_id = aws_guardduty_detector.main.id
  name        = "offices"
  format      = "TXT"
  location    = "https://s3.amazonaws.com/lists/offices.txt"
  activate    = false
}
resource "aws_guardduty_threatintelset" "known" {
  detector_id = aws_guardduty_detector.main.id
  name        = "known-bad"
  format      = "TXT"
  location    = "https://s3.amazonaws.com/lists/bad.txt"
  activate    = false
}
resource "aws_guardduty_member" "invited" {
  detector_id                = aws_guardduty_detector.main.id
  account_id                 = "222222222222"
  email                      = "owner@example.org"
  invite                     = true
  disable_email_notification = true
}
resource "aws_guardduty_organization_admin_account" "main" {
  depends_on       = [aws_guardduty_detector.main]
  admin_account_id = "111111111111"
}
resource "aws_guardduty_organization_configuration" "main" {
  depends_on                       = [aws_guardduty_organization_admin_account.main]
  detector_id                      = aws_guardduty_detector.main.id
  auto_enable_organization_members = "NEW"
}
resource "aws_guardduty_organization_configuration_feature" "s3" {
  depends_on  = [aws_guardduty_organization_configuration.main]
  detector_id = aws_guardduty_detector.main.id
  name        = "S3_DATA_EVENTS"
  auto_enable = "NEW"
}
