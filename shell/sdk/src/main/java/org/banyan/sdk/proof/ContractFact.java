package org.banyan.sdk.proof;

import java.util.Base64;
import java.util.Optional;
import org.banyan.contract.SystemAddresses;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.sdk.json.Json;
import org.banyan.sdk.json.JsonException;
import org.banyan.types.Address;
import org.banyan.types.AddressText;
import org.banyan.types.Bytes;

/**
 * What the view {@code VerifyFact} of a chain's crosschain contract answers about a proof. That the contract accepts a proof says only that it proves
 * something: {@link #shows} compares that with what a file claims.
 *
 * @param reply as JSON
 * @param addresses form of addresses on the contract's chain
 */
public record ContractFact(Json.Object reply, AddressText addresses) {
    /** Name of the system contract. */
    public static final String CONTRACT = "crosschain";

    public static final String METHOD = "VerifyFact";

    /** Arguments of the view for the proof of a file. */
    public static Json.Object arguments(ProofFile file) {
        Json.Object whole = file.toJson();
        return Json.object()
                .put("chainId", file.chainId().toString())
                .put("proof", whole.text("proof"))
                .build();
    }

    /** Whether the fact is what the file claims, of the chain that it names. */
    public boolean shows(ProofFile file) {
        try {
            return reply.text("chainId").equals(file.chainId().toString()) && shows(file.claim(), file.cryptoSuite());
        } catch (JsonException | IllegalArgumentException otherForm) {
            return false; // a reply of another form says nothing about the claim
        }
    }

    private boolean shows(Claim claim, String cryptoSuite) {
        return switch (claim) {
            case Claim.TransactionPacked packed -> {
                Json.Object shown = reply.object("transaction");
                yield shown.text("transaction").equals(packed.id().toString())
                        && shown.text("authorizations")
                                .equals(packed.authorizationsHash().toHex())
                        && reply.text("height").equals(packed.packedHeight().toString());
            }
            case Claim.StateHolds state -> holds(state.contract(), state.key(), state.value());
            case Claim.BalanceIs balance ->
                holds(
                        SystemAddresses.of(TokenLayout.CONTRACT, new StandardCryptoSuites().create(cryptoSuite)),
                        TokenLayout.balanceKey(balance.owner(), balance.symbol()),
                        TokenLayout.stored(balance.amount()));
        };
    }

    private boolean holds(Address contract, Bytes key, Optional<Bytes> value) {
        Json.Object shown = reply.object("state");
        return addresses.parse(shown.text("contract")).equals(contract)
                && shown.text("key").equals(base64(key))
                && shown.get("present").equals(Optional.of(Json.of(value.isPresent())))
                && shown.text("value").equals(base64(value.orElse(Bytes.EMPTY)));
    }

    private static String base64(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.readOnlyArray());
    }
}
