// SPDX-License-Identifier: Apache-2.0
#if HINOMI_ISAL
    import CISAL

    /// Inflates with ISA-L. Its tables are allocated once and reused for every file.
    final class ISALDecoder: DeflateDecoder {
        private let state: UnsafeMutableRawPointer

        init() throws(Fault) {
            guard let made = hinomi_isal_create() else { throw Fault(.system(12), "there is no memory to inflate in") }
            state = made
        }

        deinit { hinomi_isal_destroy(state) }

        func reset() { hinomi_isal_reset(state) }

        var crc: UInt32 { hinomi_isal_crc(state) }

        func step(
            from input: UnsafeRawPointer, count: Int, into output: UnsafeMutableRawPointer, capacity: Int
        ) -> DeflateStep {
            let step = hinomi_isal_inflate(state, input, count, output, capacity)
            let outcome: DeflateStep.Outcome =
                switch step.status {
                case 0: .goesOn
                case 1: .finished(unread: step.unread, count: Int(step.unread_count))
                case -1: .broken("invalid block")
                case -2: .broken("invalid code")
                case -3: .broken("reference to data before the beginning")
                default: .broken("invalid stream")
                }
            return DeflateStep(consumed: Int(step.consumed), produced: Int(step.produced), outcome: outcome)
        }
    }
#endif
