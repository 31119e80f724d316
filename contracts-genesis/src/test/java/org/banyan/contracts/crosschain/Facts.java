package org.banyan.contracts.crosschain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.banyan.contracts.crosschain.Edges.SUITE;

import java.util.List;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.test.ContractTest;
import org.banyan.testkit.chain.CertifiedChain;
import org.banyan.types.Bytes;
import org.banyan.types.block.Header;
import org.banyan.types.block.HeaderExtension;
import org.banyan.types.crosschain.IndexLeaf;
import org.banyan.types.list.CountedList;
import org.banyan.types.proof.ListStep;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofStep;

/** What tests of proven facts share: an index of one header, the call of the view, its refusal. */
final class Facts {
    private Facts() {}

    static HeaderExtension indexed(Header header) {
        return new HeaderExtension(
                IndexLeaf.EXTENSION,
                IndexLeaf.root(List.of(IndexLeaf.of(header, SUITE.hash())), SUITE.hash())
                        .bytes());
    }

    static ListStep indexStep(Header header) {
        List<Bytes> leaves = IndexLeaf.encoded(List.of(IndexLeaf.of(header, SUITE.hash())));
        return new ListStep(CountedList.prove(SUITE.hash(), leaves, 0), leaves.getFirst());
    }

    static VerifyFactReply verify(ContractTest on, CertifiedChain about, List<ProofStep> steps) {
        return on.view(
                CrosschainClient.VERIFY_FACT,
                new VerifyFactRequest(about.id().hash(), Proof.CODEC.encode(new Proof(steps))));
    }

    static void refused(
            ContractTest on, CertifiedChain about, List<ProofStep> steps, CrosschainFailure code, String text) {
        ContractFailure failure = catchThrowableOfType(ContractFailure.class, () -> verify(on, about, steps));
        assertThat(failure).as("expected %s", code).isNotNull();
        assertThat(failure.code()).as(failure.text()).isEqualTo(code);
        assertThat(failure.text()).contains(text);
    }
}
