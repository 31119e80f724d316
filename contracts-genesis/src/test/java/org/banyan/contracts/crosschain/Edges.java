package org.banyan.contracts.crosschain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.banyan.contract.ContractMethod;
import org.banyan.contract.FailureCode;
import org.banyan.contract.SystemAddresses;
import org.banyan.contract.test.CallResult;
import org.banyan.contract.test.ContractTest;
import org.banyan.contract.test.ContractTestSetup;
import org.banyan.contract.test.TestAccount;
import org.banyan.testkit.chain.CertifiedChain;
import org.banyan.testkit.consensus.ScriptedConsensus;
import org.banyan.testkit.consensus.ScriptedConsensusFactory;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.specification.ParentChain;

/** A chain with the crosschain contract whose registrar is ALICE, and the chains around it. */
final class Edges {
    static final CryptoSuite SUITE = new StubCryptoSuite();
    static final TestProducers FIRST = TestProducers.count(SUITE, 4);
    static final TestProducers NEXT = TestProducers.named(SUITE, "next-0", "next-1", "next-2", "next-3");
    static final int CHILDREN_MAX = 3;
    static final Duration TRUST = Duration.ofDays(10);

    private Edges() {}

    static ContractTestSetup setup(int keptMax) {
        return ContractTest.setup(new CrosschainContract(new ChainEdges(keptMax)))
                .lightClient(new ScriptedConsensusFactory())
                .childrenMax(CHILDREN_MAX)
                .genesis(
                        "crosschain",
                        CrosschainClient.SET_REGISTRAR,
                        new SetRegistrarRequest(ContractTest.ALICE.address()));
    }

    static ContractTestSetup setup() {
        return setup(FollowedEdge.KEPT_MAX);
    }

    static CertifiedChain chain(String name) {
        return new CertifiedChain(SUITE, name, FIRST);
    }

    static ParentChain parent(CertifiedChain chain) {
        Checkpoint anchor = chain.checkpoint(0);
        return new ParentChain(chain.id(), ScriptedConsensus.ID, anchor.header(), anchor.childSet());
    }

    static RegisterRequest registration(String name, CertifiedChain child) {
        return registration(name, child.checkpoint(0));
    }

    static RegisterRequest registration(String name, Checkpoint from) {
        return new RegisterRequest(
                name,
                ScriptedConsensus.ID,
                Header.CODEC.encode(from.header()),
                ProducerSet.CODEC.encode(from.childSet()));
    }

    static CallResult<RegisterReply> register(ContractTest chain, String name, CertifiedChain child) {
        return chain.as(ContractTest.ALICE).send(CrosschainClient.REGISTER, registration(name, child));
    }

    static CallResult<FollowReply> follow(
            ContractTest chain, ContractMethod<FollowRequest, FollowReply> method, CertifiedHeader next) {
        return follow(chain, method, CertifiedHeader.CODEC.encode(next));
    }

    static CallResult<FollowReply> follow(
            ContractTest chain, ContractMethod<FollowRequest, FollowReply> method, Bytes next) {
        return chain.as(SystemAddresses.KERNEL).send(method, new FollowRequest(next));
    }

    static CallResult<FollowReply> followChild(ContractTest chain, CertifiedChain child, int from, int height) {
        return follow(chain, CrosschainClient.FOLLOW_CHILD, child.certified(from, height));
    }

    static CallResult<FollowReply> followParent(ContractTest chain, CertifiedChain parent, int from, int height) {
        return follow(chain, CrosschainClient.FOLLOW_PARENT, parent.certified(from, height));
    }

    /** As somebody hands it over who vouches for it: without a link, with the set that certified it. */
    static CertifiedHeader checkpoint(CertifiedChain other, int height) {
        return new CertifiedHeader(
                other.header(height),
                other.certificate(height),
                Optional.of(other.childSet(height).set()),
                List.of());
    }

    static CallResult<RenewReply> renew(ContractTest chain, CertifiedHeader checkpoint) {
        return renew(chain, ContractTest.ALICE, checkpoint);
    }

    static CallResult<RenewReply> renew(ContractTest chain, TestAccount who, CertifiedHeader checkpoint) {
        return chain.as(who).send(CrosschainClient.RENEW, new RenewRequest(CertifiedHeader.CODEC.encode(checkpoint)));
    }

    static CallResult<ReportMisbehaviourReply> report(
            ContractTest chain, CertifiedHeader other, int height, BlockId ancestor) {
        return chain.as(ContractTest.BOB)
                .send(
                        CrosschainClient.REPORT_MISBEHAVIOUR,
                        new ReportMisbehaviourRequest(CertifiedHeader.CODEC.encode(other), height, ancestor.hash()));
    }

    static ChainView view(ContractTest chain, CertifiedChain other) {
        return chain.view(
                        CrosschainClient.GET_CHAIN,
                        new GetChainRequest(other.id().hash()))
                .chain();
    }

    static void assertFails(CallResult<?> result, FailureCode code, String text) {
        assertThat(result.failureCode()).as(result.toString()).isEqualTo(code);
        assertThat(result.failure().text()).contains(text);
    }
}
