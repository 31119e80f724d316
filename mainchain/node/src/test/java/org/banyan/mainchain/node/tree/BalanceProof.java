package org.banyan.mainchain.node.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.banyan.contract.SystemAddresses;
import org.banyan.contracts.crosschain.CrosschainClient;
import org.banyan.contracts.crosschain.VerifyFactReply;
import org.banyan.contracts.crosschain.VerifyFactRequest;
import org.banyan.core.execution.BlockEnvironment;
import org.banyan.core.proof.ProofMaker;
import org.banyan.core.state.StateKey;
import org.banyan.crosschain.ChainAccess;
import org.banyan.crosschain.ComposedProofs;
import org.banyan.crosschain.ComposedProofs.Result.Composed;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.node.chain.RunningChain;
import org.banyan.sdk.proof.TokenLayout;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofResult;
import org.banyan.types.proof.ProofVerifier;
import org.banyan.types.proof.ProvenFact;

/** What bob owns on one chain, proven on another one of the tree: by the verifier, and by a call of the crosschain contract there. */
record BalanceProof(RunningChain source, RunningChain target, List<ChainAccess> tree) {
    private static final Amount FUNDS = Amount.of(100_000_000_000_000L);

    /** @param composed waits until the chains follow each other far enough */
    void check(Function<Supplier<Optional<Composed>>, Composed> composed) {
        CryptoSuite suite = source.rules().suite();
        HostedChain from = new HostedChain(source);
        HostedChain to = new HostedChain(target);
        Address bob = suite.addressOf(new DevKeys(suite).signer("bob").publicKey());
        StateKey key =
                new StateKey(source.rules().systemAddress(TokenLayout.CONTRACT), TokenLayout.balanceKey(bob, "BNY"));
        Height height = from.finalHeight();
        ProofMaker.Made claim = source.read(engine -> new ProofMaker(engine.store(), suite.hash()).state(key, height))
                .orElseThrow();
        ComposedProofs proofs = new ComposedProofs(suite.hash(), tree);
        Composed proof = composed.apply(
                () -> proofs.lead(claim.proof(), from.chainId(), height, to.chainId()) instanceof Composed found
                        ? Optional.of(found)
                        : Optional.empty());

        assertThat(new ProofVerifier(suite.hash(), from.chainId()).verify(proof.proof(), proof.trusted()))
                .isInstanceOfSatisfying(
                        ProofResult.Proven.class,
                        proven -> assertThat(proven.fact())
                                .isInstanceOfSatisfying(
                                        ProvenFact.StateKnown.class,
                                        known -> assertThat(known.value().map(Amount::fromBytes))
                                                .contains(FUNDS)));
        assertThat(proof.trusted()).isEqualTo(to.header(proof.height()).id(suite.hash()));
        VerifyFactReply fact = verifyFact(from, proof.proof());
        assertThat(fact.height()).isEqualTo(height.value());
        assertThat(fact.state().orElseThrow().key()).isEqualTo(key.key());
        assertThat(fact.state().orElseThrow().value()).isEqualTo(FUNDS.toBytes());
    }

    private VerifyFactReply verifyFact(HostedChain from, Proof proof) {
        VerifyFactRequest request = new VerifyFactRequest(from.chainId().hash(), Proof.CODEC.encode(proof));
        Bytes reply = target.read(engine -> engine.parts()
                .views()
                .call(
                        engine.headBranch().state(),
                        new BlockEnvironment(
                                engine.head().header().height(),
                                engine.head().header().time(),
                                SystemAddresses.KERNEL),
                        SystemAddresses.KERNEL,
                        target.rules().systemAddress("crosschain"),
                        CrosschainClient.VERIFY_FACT.name(),
                        VerifyFactRequest.CODEC.encode(request)));
        return VerifyFactReply.CODEC.decode(reply);
    }
}
