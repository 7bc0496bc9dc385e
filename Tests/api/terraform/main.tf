# SPDX-License-Identifier: Apache-2.0
# Everything of GuardDuty that the provider knows, for an administrator and its member. `changed` changes all that can be
# changed in place.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "5.100.0" }
  }
}
variable "endpoint" {}
variable "member_key" {}
variable "member_secret" { sensitive = true }
variable "changed" { default = false }
variable "list" { description = "Where a list is that can be fetched." }

# The administrator, with the keys of the environment.
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
provider "aws" {
  alias                       = "member"
  region                      = "eu-west-1"
  access_key                  = var.member_key
  secret_key                  = var.member_secret
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  endpoints {
    guardduty = var.endpoint
    sts       = var.endpoint
  }
}

resource "aws_guardduty_detector" "main" {
  enable                       = true
  finding_publishing_frequency = var.changed ? "FIFTEEN_MINUTES" : "ONE_HOUR"
  tags                         = { env = var.changed ? "changed" : "test" }
}
resource "aws_guardduty_detector_feature" "s3" {
  detector_id = aws_guardduty_detector.main.id
  name        = "S3_DATA_EVENTS"
  status      = var.changed ? "ENABLED" : "DISABLED"
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
    status = var.changed ? "ENABLED" : "DISABLED"
  }
  additional_configuration {
    name   = "EC2_AGENT_MANAGEMENT"
    status = "ENABLED"
  }
}
resource "aws_guardduty_filter" "scanner" {
  detector_id = aws_guardduty_detector.main.id
  name        = "known-scanner"
  description = var.changed ? "nobody's scanner" : "our own scanner"
  action      = var.changed ? "NOOP" : "ARCHIVE"
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
  destination_arn = "arn:aws:s3:::findings/${var.changed ? "changed" : "prefix"}"
  kms_key_arn     = "arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab"
}
resource "aws_guardduty_malware_protection_plan" "uploads" {
  role = "arn:aws:iam::111111111111:role/${var.changed ? "changed" : "scan"}"
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

# One list is fetched; the other is not active, so that nothing is.
resource "aws_guardduty_ipset" "trusted" {
  detector_id = aws_guardduty_detector.main.id
  name        = var.changed ? "all-offices" : "offices"
  format      = "TXT"
  location    = "https://s3.amazonaws.com/lists/offices.txt"
  activate    = false
}
resource "aws_guardduty_threatintelset" "known" {
  detector_id = aws_guardduty_detector.main.id
  name        = var.changed ? "known-worse" : "known-bad"
  format      = "TXT"
  location    = var.list
  activate    = true
  tags        = { team = var.changed ? "red" : "blue" }
}

# The other account: invited, it accepts.
resource "aws_guardduty_detector" "member" {
  provider = aws.member
}
resource "aws_guardduty_member" "invited" {
  detector_id                = aws_guardduty_detector.main.id
  account_id                 = aws_guardduty_detector.member.account_id
  email                      = "owner@example.org"
  invite                     = true
  invitation_message         = "Join us"
  disable_email_notification = true
  # Nobody can ask for them afterwards: who imports a member would make it anew for them.
  lifecycle { ignore_changes = [invitation_message, disable_email_notification] }
}
resource "aws_guardduty_invite_accepter" "member" {
  provider          = aws.member
  depends_on        = [aws_guardduty_member.invited]
  detector_id       = aws_guardduty_detector.member.id
  master_account_id = aws_guardduty_detector.main.account_id
}
resource "aws_guardduty_member_detector_feature" "s3" {
  depends_on  = [aws_guardduty_invite_accepter.member]
  detector_id = aws_guardduty_detector.main.id
  account_id  = aws_guardduty_detector.member.account_id
  name        = "S3_DATA_EVENTS"
  status      = var.changed ? "DISABLED" : "ENABLED"
}
resource "aws_guardduty_member_detector_feature" "runtime" {
  depends_on  = [aws_guardduty_invite_accepter.member]
  detector_id = aws_guardduty_detector.main.id
  account_id  = aws_guardduty_detector.member.account_id
  name        = "RUNTIME_MONITORING"
  status      = "ENABLED"
  additional_configuration {
    name   = "EKS_ADDON_MANAGEMENT"
    status = var.changed ? "DISABLED" : "ENABLED"
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

# The organization would make the other account a member at once: it comes when that was invited.
resource "aws_guardduty_organization_admin_account" "main" {
  depends_on       = [aws_guardduty_invite_accepter.member]
  admin_account_id = aws_guardduty_detector.main.account_id
}
resource "aws_guardduty_organization_configuration" "main" {
  depends_on                       = [aws_guardduty_organization_admin_account.main]
  detector_id                      = aws_guardduty_detector.main.id
  auto_enable_organization_members = var.changed ? "NONE" : "NEW"
}
resource "aws_guardduty_organization_configuration_feature" "s3" {
  depends_on  = [aws_guardduty_organization_configuration.main]
  detector_id = aws_guardduty_detector.main.id
  name        = "S3_DATA_EVENTS"
  auto_enable = var.changed ? "NONE" : "NEW"
}

data "aws_guardduty_detector" "main" { depends_on = [aws_guardduty_detector_feature.s3] }
data "aws_guardduty_finding_ids" "all" { detector_id = aws_guardduty_detector.main.id }
output "detector" { value = data.aws_guardduty_detector.main }
output "findings" { value = data.aws_guardduty_finding_ids.all.finding_ids }
