// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import HinomiFindings

/// By which names findings are told.
struct NamingOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Names of finding types: current, or launch for those of 2017 where GuardDuty has changed a name since.",
            valueName: "names"))
    var typeNames = TypeNames.current
}

extension TypeNames: ExpressibleByArgument {}
