package org.banyan.cli.proof;

import org.banyan.cli.base.Terminal;
import org.banyan.sdk.json.Json;
import org.banyan.sdk.proof.Claim;
import org.banyan.sdk.proof.ProofFile;

/** What a proof file says, for people and programs. */
final class Claims {
    private Claims() {}

    static String words(ProofFile file) {
        String claim = switch (file.claim()) {
            case Claim.TransactionPacked packed ->
                "transaction " + packed.id() + " is in block " + packed.packedHeight();
            case Claim.StateHolds state ->
                "contract " + file.addresses().format(state.contract())
                        + " holds "
                        + state.value().map(value -> "0x" + value.toHex()).orElse("nothing")
                        + " under key " + state.key().toHex();
            case Claim.BalanceIs balance ->
                file.addresses().format(balance.owner()) + " holds " + balance.amount() + " units of "
                        + balance.symbol();
        };
        String chain = claim + ", on chain '" + file.chainName() + "' (" + file.chainId() + ")";
        return Terminal.printable(
                file.leadsElsewhere() ? chain + elsewhere(file) : chain + " as of block " + file.height());
    }

    /** Where a claim of another chain than the block's is proven; that of a transaction names its own block already. */
    private static String elsewhere(ProofFile file) {
        String asOf = file.claim() instanceof Claim.TransactionPacked
                ? ""
                : file.claimHeight().map(height -> " as of block " + height).orElse("");
        return asOf + ", proven against block " + file.height() + " of chain '"
                + file.blockChain().name() + "' (" + file.blockChain().id() + ")";
    }

    static Json.ObjectBuilder summary(ProofFile file) {
        Json.Object json = file.toJson();
        return Json.object()
                .put("chain", json.object("chain"))
                .put("claim", json.object("claim"))
                .put("block", json.object("block"));
    }
}
