package org.banyan.cli.proof;

import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.StateReads;
import org.banyan.sdk.ViewResult;
import org.banyan.sdk.contract.MessageJson;
import org.banyan.sdk.error.BanyanException;
import org.banyan.sdk.json.Json;
import org.banyan.sdk.proof.ContractFact;
import org.banyan.sdk.proof.ProofFile;
import org.banyan.v1.ErrorReason;

/** Checks a proof as a contract of another chain would: by asking that chain's crosschain contract, and comparing what it finds proven with the claim. */
final class ContractCheck {
    private final Terminal terminal;
    private final CommonOptions common;

    ContractCheck(Terminal terminal, CommonOptions common) {
        this.terminal = terminal;
        this.common = common;
    }

    ExitCode run(ProofFile proof, ClientOptions options) {
        try (BanyanClient client = BanyanClient.connect(options)) {
            String chain = client.facts().name();
            ViewResult found;
            try {
                found = client.state()
                        .call(
                                ContractFact.CONTRACT,
                                ContractFact.METHOD,
                                ContractFact.arguments(proof),
                                StateReads.LATEST);
            } catch (BanyanException refused) {
                if (refused.known() == ErrorReason.ERROR_REASON_CONTRACT_CALL_FAILED) {
                    return refused(proof, chain, refused);
                }
                throw refused;
            }
            ContractFact fact = new ContractFact(found.json(), client.facts().addressText());
            return answered(proof, chain, found, fact.shows(proof));
        }
    }

    private ExitCode refused(ProofFile proof, String chain, BanyanException refused) {
        if (common.json()) {
            terminal.json(Claims.summary(proof)
                    .put("valid", false)
                    .put("checkedBy", checkedBy(chain))
                    .put("rule", refused.metadata().getOrDefault("name", refused.reason()))
                    .put("reason", refused.what())
                    .build());
        } else {
            terminal.line(terminal.bad("✗ refused") + "  by the crosschain contract of "
                    + Terminal.printable(chain + ": " + refused.what()));
            terminal.line("  claimed: " + Claims.words(proof));
        }
        return ExitCode.CHECK_NEGATIVE;
    }

    private ExitCode answered(ProofFile proof, String chain, ViewResult found, boolean shown) {
        if (common.json()) {
            terminal.json(Claims.summary(proof)
                    .put("valid", shown)
                    .put("checkedBy", checkedBy(chain))
                    .put("fact", found.json())
                    .put("at", MessageJson.API.write(found.at()))
                    .put("rule", shown ? "" : ProofFile.CLAIM_RULE)
                    .put("reason", shown ? "" : "the contract finds something else proven than the file claims")
                    .build());
        } else {
            terminal.line((shown ? terminal.good("✓ proven") : terminal.bad("✗ not proven"))
                    + "  by the crosschain contract of " + Terminal.printable(chain) + " at block "
                    + found.at().getHeight()
                    + (shown ? "" : ": it finds something else proven than the file claims"));
            terminal.line("  claimed:  " + Claims.words(proof));
            terminal.line("  contract: " + Terminal.printable(found.json().compact()));
        }
        return shown ? ExitCode.OK : ExitCode.CHECK_NEGATIVE;
    }

    private static Json checkedBy(String chain) {
        return Json.object()
                .put("chain", chain)
                .put("contract", ContractFact.CONTRACT)
                .put("method", ContractFact.METHOD)
                .build();
    }
}
