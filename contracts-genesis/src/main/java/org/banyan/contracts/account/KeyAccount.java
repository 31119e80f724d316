package org.banyan.contracts.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.contract.AuthorizationContext;
import org.banyan.types.crypto.PublicKey;

/**
 * The default account (aelf whitepaper 5.2.2): one key at first, then whatever policy the account gives itself.
 *
 * <p>Signatures are checked by the kernel; this contract decides whether those who signed may act.
 */
public final class KeyAccount implements Account {
    static final long WEIGHT_MAX = 1_000_000;

    /** The key of the address acts. */
    private static final Policy NONE = new Policy(List.of(), 0);

    @Override
    public boolean authorize(AuthorizationContext context) {
        Optional<Policy> policy = AccountState.readOnly(context).policy().get();
        if (policy.isEmpty()) {
            for (PublicKey key : context.signers()) {
                if (context.addressOf(key).equals(context.self())) {
                    return true;
                }
            }
            return false;
        }
        long weight = 0;
        for (WeightedKey key : policy.get().keys()) {
            if (context.signers().contains(new PublicKey(key.scheme(), key.key()))) {
                weight += key.weight();
            }
        }
        return weight >= policy.get().threshold();
    }

    @Override
    public SetPolicyReply setPolicy(AccountContext context, SetPolicyRequest request) {
        if (!context.caller().equals(context.self())) {
            throw context.fail(AccountFailure.NOT_SELF, "only " + context.self() + " changes its own policy");
        }
        Policy policy = request.policy();
        requireSound(context, policy);
        context.state().policy().set(policy);
        context.emit(new PolicyChanged(policy));
        return new SetPolicyReply();
    }

    private static void requireSound(AccountContext context, Policy policy) {
        List<PublicKey> seen = new ArrayList<>();
        long total = 0;
        for (WeightedKey key : policy.keys()) {
            PublicKey publicKey = new PublicKey(key.scheme(), key.key());
            if (key.weight() < 1 || key.weight() > WEIGHT_MAX || key.key().isEmpty() || seen.contains(publicKey)) {
                throw malformed(context);
            }
            seen.add(publicKey);
            total += key.weight();
        }
        if (policy.threshold() < 1 || policy.threshold() > total) {
            throw malformed(context);
        }
    }

    private static RuntimeException malformed(AccountContext context) {
        return context.fail(
                AccountFailure.POLICY_MALFORMED,
                "a policy has 1 to 32 different keys of weight 1 to " + WEIGHT_MAX
                        + " and a threshold that they can reach");
    }

    @Override
    public GetPolicyReply getPolicy(AccountContext context, GetPolicyRequest request) {
        return new GetPolicyReply(context.state().policy().get().orElse(NONE));
    }
}
