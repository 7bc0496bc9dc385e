// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Rows of the purpose Object; `CatalogueText` explains the form.
    static let objectRows = #"""
        Object:S3/MaliciousFile
          on S3Object, severity 8, logs s3-malware-scan
          title A scan of an uploaded object finds malware
          text A scan of an uploaded object finds malware[ in {resource}][: {threat_count} threats][ (scan {scan_id})].
          attack TA0002 T1204.002
          advice malicious-file
        """#
}
