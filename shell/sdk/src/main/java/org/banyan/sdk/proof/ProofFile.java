package org.banyan.sdk.proof;

import java.util.Base64;
import java.util.Optional;
import org.banyan.contract.SystemAddresses;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.sdk.json.Json;
import org.banyan.sdk.json.JsonException;
import org.banyan.types.AddressText;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Height;
import org.banyan.types.block.Header;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofResult;
import org.banyan.types.proof.ProofStep;
import org.banyan.types.proof.ProofVerifier;
import org.banyan.v1.ProofEnvelope;

/**
 * A proof to keep or hand on: one JSON text with the claim, the canonical proof, and the block that it leads to.
 *
 * <p>Nothing in it is believed: {@link #verify} compares claim, height and block with what the proof shows. The one thing that must come from elsewhere is the
 * id of the block. Immutable.
 *
 * @param chainName for people only; the id decides
 * @param block id of the block that the proof leads to, as the node said
 */
public record ProofFile(
        String chainName,
        ChainId chainId,
        String cryptoSuite,
        AddressText addresses,
        Claim claim,
        Height height,
        BlockId block,
        Bytes proof) {
    public static final String FORMAT = "banyan-proof-1";

    /** Rule of a proof that is valid but shows something else than the file claims. */
    public static final String CLAIM_RULE = "PROOF-FILE-1";

    /** Rule of a proof that is no canonical proof. */
    public static final String FORM_RULE = "PROOF-FILE-2";

    /** Rule of a proof that leads to a block at another height than the file says. */
    public static final String HEIGHT_RULE = "PROOF-FILE-3";

    /** @throws ProofFileException if the envelope does not hold what its kind needs */
    public static ProofFile of(ProofEnvelope envelope, String chainName, String cryptoSuite, String addressPrefix) {
        return parsing(() -> {
            AddressText addresses = new AddressText(addressPrefix);
            return new ProofFile(
                    chainName,
                    ChainId.fromHex(envelope.getBlock().getChainId()),
                    cryptoSuite,
                    addresses,
                    ClaimForm.of(envelope, addresses),
                    new Height(envelope.getBlock().getHeight()),
                    BlockId.fromHex(envelope.getBlock().getHash()),
                    Bytes.wrap(envelope.getProof().toByteArray()));
        });
    }

    /** @throws ProofFileException if {@code text} is no proof file */
    public static ProofFile parse(String text) {
        return parsing(() -> {
            if (!(Json.parse(text) instanceof Json.Object file)) {
                throw new JsonException("a proof file is a JSON object");
            }
            if (!file.text("format").equals(FORMAT)) {
                throw new JsonException("its format is '" + file.text("format") + "' but this version reads " + FORMAT);
            }
            Json.Object chain = file.object("chain");
            Json.Object block = file.object("block");
            AddressText addresses = new AddressText(chain.text("addressPrefix"));
            return new ProofFile(
                    chain.text("name"),
                    ChainId.fromHex(chain.text("id")),
                    chain.text("cryptoSuite"),
                    addresses,
                    ClaimForm.read(file.object("claim"), addresses),
                    new Height(Long.parseLong(block.text("height"))),
                    BlockId.fromHex(block.text("id")),
                    Bytes.wrap(Base64.getDecoder().decode(file.text("proof"))));
        });
    }

    public Json.Object toJson() {
        return Json.object()
                .put("format", FORMAT)
                .put(
                        "chain",
                        Json.object()
                                .put("id", chainId.toString())
                                .put("name", chainName)
                                .put("cryptoSuite", cryptoSuite)
                                .put("addressPrefix", addresses.prefix())
                                .build())
                .put("claim", ClaimForm.write(claim, addresses))
                .put(
                        "block",
                        Json.object()
                                .put("height", Long.toString(height.value()))
                                .put("id", block.toString())
                                .build())
                .put("proof", Base64.getEncoder().encodeToString(proof.readOnlyArray()))
                .build();
    }

    /**
     * Checks the proof, and that it shows what the file claims. Needs no node.
     *
     * @param trusted id of the block, from a source that the caller trusts
     * @throws ProofFileException if this version does not know the chain's cryptography
     */
    public ProofCheck verify(BlockId trusted) {
        CryptoSuite suite = suite();
        Proof decoded;
        try {
            decoded = Proof.CODEC.decode(proof);
        } catch (CodecException malformed) {
            return new ProofCheck.Invalid(FORM_RULE, "the proof is not canonical: " + malformed.getMessage());
        }
        return switch (new ProofVerifier(suite.hash(), chainId).verify(decoded, trusted)) {
            case ProofResult.Rejected rejected ->
                new ProofCheck.Invalid(rejected.rule().text(), rejected.reason());
            case ProofResult.Proven proven -> {
                Height reached = lastHeight(decoded);
                if (!reached.equals(height)) {
                    yield new ProofCheck.Invalid(
                            HEIGHT_RULE, "the proof leads to height " + reached + " but the file says " + height);
                }
                boolean shown = claim.isShownBy(proven.fact(), SystemAddresses.of(TokenLayout.CONTRACT, suite));
                yield shown
                        ? new ProofCheck.Valid(claim, trusted, height)
                        : new ProofCheck.Invalid(
                                CLAIM_RULE, "the proof holds but shows something else than the file claims");
            }
        };
    }

    private CryptoSuite suite() {
        try {
            return new StandardCryptoSuites().create(cryptoSuite);
        } catch (IllegalArgumentException unknown) {
            throw new ProofFileException(String.valueOf(unknown.getMessage()));
        }
    }

    /** Height of the block a verified proof leads to: that of its last header. */
    private static Height lastHeight(Proof proven) {
        if (proven.steps().getLast() instanceof ProofStep.HeaderOfBlock last) {
            return Header.CODEC.decode(last.header()).height();
        }
        throw new IllegalStateException("a verified proof ends with a header");
    }

    private interface Parsing {
        ProofFile get();
    }

    private static ProofFile parsing(Parsing parsing) {
        try {
            return parsing.get();
        } catch (IllegalArgumentException | JsonException malformed) {
            throw new ProofFileException(String.valueOf(malformed.getMessage()));
        }
    }

    /** The trusted block if given, else the one that the file itself names. */
    public ProofCheck verifyAgainst(Optional<BlockId> trusted) {
        return verify(trusted.orElse(block));
    }
}
