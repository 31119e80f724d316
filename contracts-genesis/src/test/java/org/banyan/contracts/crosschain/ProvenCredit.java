package org.banyan.contracts.crosschain;

import com.acme.credit.ClaimReply;
import com.acme.credit.ClaimRequest;
import com.acme.credit.Credit;
import com.acme.credit.CreditContext;
import com.acme.credit.CreditFailure;
import com.acme.credit.GetCreditReply;
import com.acme.credit.GetCreditRequest;
import com.acme.credit.Terms;
import com.acme.credit.TrustReply;
import com.acme.credit.TrustRequest;
import org.banyan.contract.SystemAddresses;
import org.banyan.types.Bytes;

/** Compares what was proven with its own terms: chain, way, contract and key. */
final class ProvenCredit implements Credit {
    @Override
    public TrustReply trust(CreditContext context, TrustRequest request) {
        if (!context.caller().equals(SystemAddresses.KERNEL)) {
            throw context.fail(CreditFailure.NOT_KERNEL, "only the kernel says whom to trust");
        }
        context.state().terms().set(request.terms());
        return new TrustReply();
    }

    @Override
    public ClaimReply claim(CreditContext context, ClaimRequest request) {
        Terms terms = context.state().terms().get().orElseThrow();
        VerifyFactReply fact = CrosschainClient.of(context.context(), terms.crosschain())
                .verifyFact(new VerifyFactRequest(request.chainId(), request.proof()));
        StateFact state = fact.state()
                .filter(known -> known.present()
                        && fact.chainId().equals(terms.chainId())
                        && fact.via().isEmpty()
                        && known.contract().equals(terms.contract())
                        && known.key().equals(terms.key()))
                .orElseThrow(() -> context.fail(CreditFailure.OTHER_FACT, "the proof is about something else"));
        context.state().credited(context.caller()).set(state.value());
        return new ClaimReply(state.value());
    }

    @Override
    public GetCreditReply getCredit(CreditContext context, GetCreditRequest request) {
        return new GetCreditReply(
                context.state().credited(request.account()).get().orElse(Bytes.EMPTY));
    }
}
