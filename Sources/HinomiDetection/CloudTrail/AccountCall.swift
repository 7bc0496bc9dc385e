// SPDX-License-Identifier: Apache-2.0

/// A call of an account, for detectors that read the records of few calls and the hashes of many.
///
/// A call may come in both forms: its record first.
enum AccountCall {
    indirect case whole(ObservedCall)
    case hashed(ConductCall)
}
