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
 * A proof to keep or hand on: one JSON text with the claim, the canonical proof, and the block that it leads to, which may be one of another chain of the
 * tree.
 *
 * <p>Nothing in it is believed: {@link #verify} compares claim, height and block with what the proof shows. The one thing that must come from elsewhere is the
 * id of the block. Immutable.
 *
 * @param chainName for people only; the id decides
 * @param chainId the chain that the claim is about
 * @param blockChain the chain of the block that the proof leads to
 * @param height of that block
 * @param block its id, as the node said
 */
public record ProofFile(
        String chainName,
        ChainId chainId,
        String cryptoSuite,
        AddressText addresses,
        Claim claim,
        NamedChain blockChain,
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

    /** Rule of a proof that leads to a block of another chain than the file says. */
    public static final String BLOCK_CHAIN_RULE = "PROOF-FILE-4";

    /** A proof that stays on its own chain. */
    public ProofFile(
            String chainName,
            ChainId chainId,
            String cryptoSuite,
            AddressText addresses,
            Claim claim,
            Height height,
            BlockId block,
            Bytes proof) {
        this(
                chainName,
                chainId,
                cryptoSuite,
                addresses,
                claim,
                new NamedChain(chainName, chainId),
                height,
                block,
                proof);
    }

    /**
     * @param chainName of the chain that the claim is about
     * @throws ProofFileException if the envelope does not hold what its kind needs
     */
    public static ProofFile of(ProofEnvelope envelope, String chainName, String cryptoSuite, String addressPrefix) {
        return parsing(() -> {
            AddressText addresses = new AddressText(addressPrefix);
            ChainId blockChain = ChainId.fromHex(envelope.getBlock().getChainId());
            // a node of a version before there were targets says neither
            ChainId chain = envelope.getChainId().isEmpty() ? blockChain : ChainId.fromHex(envelope.getChainId());
            return new ProofFile(
                    chainName,
                    chain,
                    cryptoSuite,
                    addresses,
                    ClaimForm.of(envelope, addresses),
                    new NamedChain(
                            envelope.getBlockChain().isEmpty() ? chainName : envelope.getBlockChain(), blockChain),
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
            Json.Object blockChain = block.get("chain").isEmpty() ? chain : block.object("chain");
            return new ProofFile(
                    chain.text("name"),
                    ChainId.fromHex(chain.text("id")),
                    chain.text("cryptoSuite"),
                    addresses,
                    ClaimForm.read(file.object("claim"), addresses),
                    new NamedChain(blockChain.text("name"), ChainId.fromHex(blockChain.text("id"))),
                    new Height(Long.parseLong(block.text("height"))),
                    BlockId.fromHex(block.text("id")),
                    Bytes.wrap(Base64.getDecoder().decode(file.text("proof"))));
        });
    }

    /** Height of the block whose state or body the proof starts from, as the proof says: to be believed once it is verified. Empty when it says none. */
    public Optional<Height> claimHeight() {
        try {
            return Proof.CODEC.decode(proof).steps().stream()
                    .filter(ProofStep.HeaderOfBlock.class::isInstance)
                    .map(ProofStep.HeaderOfBlock.class::cast)
                    .findFirst()
                    .map(step -> Header.CODEC.decode(step.header()).height());
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }

    /** Whether the proof leads to a block of another chain than the claim's. */
    public boolean leadsElsewhere() {
        return !blockChain.id().equals(chainId);
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
                .put("block", blockJson())
                .put("proof", Base64.getEncoder().encodeToString(proof.readOnlyArray()))
                .build();
    }

    /** The block's chain is left out when it is the claim's, as in files that were written before proofs led elsewhere. */
    private Json.Object blockJson() {
        Json.ObjectBuilder json =
                Json.object().put("height", Long.toString(height.value())).put("id", block.toString());
        return leadsElsewhere()
                ? json.put(
                                "chain",
                                Json.object()
                                        .put("id", blockChain.id().toString())
                                        .put("name", blockChain.name())
                                        .build())
                        .build()
                : json.build();
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
                Header reached = last(decoded);
                if (!reached.chainId().equals(blockChain.id())) {
                    yield new ProofCheck.Invalid(
                            BLOCK_CHAIN_RULE,
                            "the proof leads to a block of chain " + reached.chainId() + " but the file says "
                                    + blockChain.id());
                }
                if (!reached.height().equals(height)) {
                    yield new ProofCheck.Invalid(
                            HEIGHT_RULE,
                            "the proof leads to height " + reached.height() + " but the file says " + height);
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

    /** The header of the block that a verified proof leads to. */
    private static Header last(Proof proven) {
        if (proven.steps().getLast() instanceof ProofStep.HeaderOfBlock last) {
            return Header.CODEC.decode(last.header());
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
