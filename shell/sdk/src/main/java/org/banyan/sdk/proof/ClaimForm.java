package org.banyan.sdk.proof;

import java.util.Optional;
import org.banyan.sdk.json.Json;
import org.banyan.sdk.json.JsonException;
import org.banyan.types.AddressText;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.banyan.v1.ProofClaim;
import org.banyan.v1.ProofEnvelope;

/** Claims as they stand in files and in answers of the API. */
final class ClaimForm {
    private static final String TRANSACTION = "transaction";
    private static final String STATE = "state";
    private static final String BALANCE = "balance";

    private ClaimForm() {}

    static Claim of(ProofEnvelope envelope, AddressText addresses) {
        ProofClaim claim = envelope.getClaim();
        return switch (envelope.getKind()) {
            case PROOF_KIND_TRANSACTION ->
                new Claim.TransactionPacked(
                        TransactionId.fromHex(claim.getTransactionId()),
                        Hash.fromHex(claim.getAuthorizationsHash()),
                        new Height(claim.getPackedHeight()));
            case PROOF_KIND_STATE ->
                claim.getSymbol().isEmpty()
                        ? new Claim.StateHolds(
                                addresses.parse(claim.getContract()),
                                Bytes.fromHex(claim.getKey()),
                                claim.getPresent() ? Optional.of(Bytes.fromHex(claim.getValue())) : Optional.empty())
                        : new Claim.BalanceIs(
                                addresses.parse(claim.getAddress()),
                                claim.getSymbol(),
                                Amount.parse(claim.getAmount()));
            case PROOF_KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException(
                        "this version does not know proofs of kind " + envelope.getKindValue());
        };
    }

    static Json.Object write(Claim claim, AddressText addresses) {
        return switch (claim) {
            case Claim.TransactionPacked packed ->
                Json.object()
                        .put("kind", TRANSACTION)
                        .put("transaction", packed.id().toString())
                        .put("authorizationsHash", packed.authorizationsHash().toHex())
                        .put("packedHeight", Long.toString(packed.packedHeight().value()))
                        .build();
            case Claim.StateHolds state ->
                Json.object()
                        .put("kind", STATE)
                        .put("contract", addresses.format(state.contract()))
                        .put("key", state.key().toHex())
                        .put(
                                "value",
                                state.value()
                                        .<Json>map(value -> Json.of(value.toHex()))
                                        .orElse(Json.Null.VALUE))
                        .build();
            case Claim.BalanceIs balance ->
                Json.object()
                        .put("kind", BALANCE)
                        .put("owner", addresses.format(balance.owner()))
                        .put("symbol", balance.symbol())
                        .put("amount", balance.amount().toString())
                        .build();
        };
    }

    static Claim read(Json.Object claim, AddressText addresses) {
        return switch (claim.text("kind")) {
            case TRANSACTION ->
                new Claim.TransactionPacked(
                        TransactionId.fromHex(claim.text("transaction")),
                        Hash.fromHex(claim.text("authorizationsHash")),
                        new Height(Long.parseLong(claim.text("packedHeight"))));
            case STATE ->
                new Claim.StateHolds(
                        addresses.parse(claim.text("contract")), Bytes.fromHex(claim.text("key")), value(claim));
            case BALANCE ->
                new Claim.BalanceIs(
                        addresses.parse(claim.text("owner")), claim.text("symbol"), Amount.parse(claim.text("amount")));
            default -> throw new JsonException("its claim is of an unknown kind '" + claim.text("kind") + "'");
        };
    }

    private static Optional<Bytes> value(Json.Object claim) {
        return claim.get("value").equals(Optional.of(Json.Null.VALUE))
                ? Optional.empty()
                : Optional.of(Bytes.fromHex(claim.text("value")));
    }
}
