package org.banyan.contracts.crosschain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.contract.test.ContractTest.ALICE;
import static org.banyan.contracts.crosschain.Edges.SUITE;
import static org.banyan.contracts.crosschain.Edges.assertFails;
import static org.banyan.contracts.crosschain.Edges.chain;

import com.acme.credit.ClaimReply;
import com.acme.credit.ClaimRequest;
import com.acme.credit.CreditClient;
import com.acme.credit.CreditContract;
import com.acme.credit.CreditFailure;
import com.acme.credit.GetCreditRequest;
import com.acme.credit.Terms;
import com.acme.credit.TrustRequest;
import java.util.ArrayList;
import java.util.List;
import org.banyan.contract.SystemAddresses;
import org.banyan.contract.test.CallResult;
import org.banyan.contract.test.ContractTest;
import org.banyan.testkit.chain.CertifiedChain;
import org.banyan.testkit.chain.ProvenContent;
import org.banyan.types.Bytes;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofStep;
import org.junit.jupiter.api.Test;

/** A contract that pays for facts of another chain, as authors would write it. */
class ProvenCreditTest {
    private static final int FACT = 3;
    private static final int FOLLOWED = 5;

    private final CertifiedChain side = chain("side").grow(6);
    private final CertifiedChain sibling = chain("sibling").grow(6);

    private List<ProofStep> toFollowed(ProofStep... claim) {
        List<ProofStep> steps = new ArrayList<>(List.of(claim));
        steps.add(side.headerStep(FACT));
        steps.add(side.historyStep(FACT, FOLLOWED));
        steps.add(side.headerStep(FOLLOWED));
        return steps;
    }

    @Test
    void a_contract_credits_for_the_fact_it_asked_for_and_for_no_other() {
        ContractTest credit = ContractTest.setup(
                        new CreditContract(new ProvenCredit()), new CrosschainContract(new ChainEdges()))
                .lightClient(new org.banyan.testkit.consensus.ScriptedConsensusFactory())
                .childrenMax(2)
                .genesis("crosschain", CrosschainClient.SET_REGISTRAR, new SetRegistrarRequest(ALICE.address()))
                .genesis(
                        "credit",
                        CreditClient.TRUST,
                        new TrustRequest(new Terms(
                                SystemAddresses.of("crosschain", SUITE),
                                side.id().hash(),
                                ProvenContent.CONTRACT,
                                ProvenContent.KEY)))
                .start();
        for (CertifiedChain child : List.of(side, sibling)) {
            credit.as(ALICE)
                    .on("crosschain")
                    .send(CrosschainClient.REGISTER, Edges.registration(child == side ? "a" : "b", child))
                    .reply();
            credit.as(SystemAddresses.KERNEL)
                    .on("crosschain")
                    .send(
                            CrosschainClient.FOLLOW_CHILD,
                            new FollowRequest(
                                    org.banyan.types.block.CertifiedHeader.CODEC.encode(child.certified(0, FOLLOWED))))
                    .reply();
        }

        assertFails(claim(credit, side, toFollowed(side.absenceStep(FACT))), CreditFailure.OTHER_FACT, "else");
        assertFails(claim(credit, side, toFollowed(side.transactionStep(FACT, 0))), CreditFailure.OTHER_FACT, "else");
        assertFails(claim(credit, side, toFollowed()), CreditFailure.OTHER_FACT, "else");
        assertFails(
                claim(credit, sibling, List.of(sibling.keyStep(FOLLOWED), sibling.headerStep(FOLLOWED))),
                CreditFailure.OTHER_FACT,
                "else");
        assertFails(
                claim(credit, side, List.of(side.keyStep(4), side.headerStep(FOLLOWED))),
                CrosschainFailure.PROOF_REFUSED,
                "PROOF-10: ");
        assertThat(credit.view(CreditClient.GET_CREDIT, new GetCreditRequest(ALICE.address()))
                        .value())
                .isEqualTo(Bytes.EMPTY);

        assertThat(claim(credit, side, toFollowed(side.keyStep(FACT))).reply().value())
                .isEqualTo(side.content().value(FACT));
        assertThat(credit.view(CreditClient.GET_CREDIT, new GetCreditRequest(ALICE.address()))
                        .value())
                .isEqualTo(side.content().value(FACT));
    }

    private static CallResult<ClaimReply> claim(ContractTest credit, CertifiedChain about, List<ProofStep> steps) {
        return credit.as(ALICE)
                .send(CreditClient.CLAIM, new ClaimRequest(about.id().hash(), Proof.CODEC.encode(new Proof(steps))));
    }
}
