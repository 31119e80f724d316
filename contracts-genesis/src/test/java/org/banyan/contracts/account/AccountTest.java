package org.banyan.contracts.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.contract.test.ContractTest.ALICE;
import static org.banyan.contract.test.ContractTest.BOB;
import static org.banyan.contract.test.ContractTest.CAROL;
import static org.banyan.contract.test.ContractTest.DAVE;
import static org.banyan.contract.test.ContractTest.TOKEN;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.test.CallResult;
import org.banyan.contract.test.ContractTest;
import org.banyan.contract.test.TestAccount;
import org.banyan.contracts.token.TokenClient;
import org.banyan.contracts.token.TransferReply;
import org.banyan.contracts.token.TransferRequest;
import org.banyan.contracts.token.TrustedToken;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;

class AccountTest {
    private final ContractTest chain = ContractTest.with(new TrustedAccount().create(), new TrustedToken().create());

    @Test
    void until_it_has_a_policy_the_key_of_its_address_acts_for_an_account() {
        assertThat(pay(ALICE).isSuccess()).isTrue();
        assertUnauthorized(pay(BOB));
        assertUnauthorized(pay());
        assertThat(policy()).isEqualTo(new Policy(List.of(), 0));
    }

    @Test
    void two_of_three_keys_sign_a_plain_transfer() {
        setPolicy(policy(2, key(BOB, 1), key(CAROL, 1), key(DAVE, 1))).reply();
        chain.nextBlock();

        assertThat(pay(BOB, CAROL).isSuccess()).isTrue();
        assertThat(pay(DAVE, BOB).isSuccess()).isTrue();
        assertThat(pay(BOB, CAROL, DAVE, ALICE).isSuccess()).isTrue();
        assertUnauthorized(pay(BOB));
        assertUnauthorized(pay(ALICE));
        assertUnauthorized(pay(ALICE, BOB));
    }

    @Test
    void the_same_key_twice_is_not_two_signatures() {
        setPolicy(policy(2, key(BOB, 1), key(CAROL, 1), key(DAVE, 1))).reply();
        chain.nextBlock();

        assertThat(pay(BOB, BOB).refusal().rule()).hasToString("TX-SIGNATURE-NOT-CANONICAL");
    }

    @Test
    void weights_count() {
        setPolicy(policy(5, key(BOB, 3), key(CAROL, 2), key(DAVE, 1))).reply();
        chain.nextBlock();

        assertThat(pay(BOB, CAROL).isSuccess()).isTrue();
        assertUnauthorized(pay(BOB, DAVE));
    }

    @Test
    void a_rotated_key_acts_from_the_next_block_on_and_the_old_one_until_then() {
        CallResult<SetPolicyReply> result = setPolicy(policy(1, key(BOB, 1)));
        assertThat(result.events("PolicyChanged", PolicyChanged.CODEC))
                .containsExactly(new PolicyChanged(policy(1, key(BOB, 1))));

        assertUnauthorized(pay(BOB));
        assertThat(pay(ALICE).isSuccess()).isTrue();
        chain.nextBlock();
        assertThat(pay(BOB).isSuccess()).isTrue();
        assertUnauthorized(pay(ALICE));
        assertThat(policy()).isEqualTo(policy(1, key(BOB, 1)));
    }

    @Test
    void those_who_may_act_change_the_policy_again() {
        setPolicy(policy(1, key(BOB, 1))).reply();
        chain.nextBlock();

        CallResult<SetPolicyReply> back = chain.as(ALICE)
                .signedBy(BOB)
                .on(ALICE.address())
                .send(AccountClient.SET_POLICY, new SetPolicyRequest(policy(1, key(ALICE, 1))));

        assertThat(back.isSuccess()).isTrue();
        chain.nextBlock();
        assertThat(pay(ALICE).isSuccess()).isTrue();
    }

    @Test
    void nobody_else_changes_a_policy() {
        assertThat(chain.as(BOB)
                        .on(ALICE.address())
                        .send(AccountClient.SET_POLICY, new SetPolicyRequest(policy(1, key(BOB, 1))))
                        .failureCode())
                .isEqualTo(AccountFailure.NOT_SELF);
        assertThat(chain.as(chain.addressOf("token"))
                        .on(ALICE.address())
                        .send(AccountClient.SET_POLICY, new SetPolicyRequest(policy(1, key(BOB, 1))))
                        .failureCode())
                .isEqualTo(AccountFailure.NOT_SELF);
    }

    @Test
    void a_policy_that_cannot_work_is_refused() {
        List<Policy> malformed = List.of(
                new Policy(List.of(), 0),
                new Policy(List.of(), 1),
                policy(0, key(BOB, 1)),
                policy(2, key(BOB, 1)),
                policy(-1, key(BOB, 1)),
                policy(1, key(BOB, 0)),
                policy(1, key(BOB, 1_000_001)),
                policy(1, key(BOB, -1)),
                policy(2, key(BOB, 1), key(BOB, 1)),
                policy(1, new WeightedKey(1, Bytes.EMPTY, 1)));

        assertThat(malformed)
                .allSatisfy(policy ->
                        assertThat(setPolicy(policy).failureCode()).isEqualTo(AccountFailure.POLICY_MALFORMED));
        assertThat(pay(ALICE).isSuccess()).isTrue();
    }

    @Test
    void a_policy_has_at_most_32_keys() {
        List<WeightedKey> keys = new ArrayList<>(IntStream.range(0, 32)
                .mapToObj(i -> key(TestAccount.named("key" + i), 1_000_000))
                .toList());

        assertThat(setPolicy(new Policy(keys, 32_000_000)).isSuccess()).isTrue();
        keys.add(key(ALICE, 1));
        assertThatThrownBy(() -> new Policy(keys, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_account_without_code_of_another_kind_is_no_token() {
        assertThatThrownBy(() -> chain.as(BOB).on(ALICE.address()).call("Transfer", Bytes.EMPTY))
                .isInstanceOf(ContractFailure.class);
    }

    /** Signers act for Alice. */
    private CallResult<TransferReply> pay(TestAccount... signers) {
        return chain.as(ALICE)
                .signedBy(signers)
                .on("token")
                .send(TokenClient.TRANSFER, new TransferRequest(BOB.address(), TOKEN, Amount.of(1), ""));
    }

    private CallResult<SetPolicyReply> setPolicy(Policy policy) {
        return chain.as(ALICE).on(ALICE.address()).send(AccountClient.SET_POLICY, new SetPolicyRequest(policy));
    }

    private Policy policy() {
        return chain.as(BOB)
                .on(ALICE.address())
                .view(AccountClient.GET_POLICY, new GetPolicyRequest())
                .policy();
    }

    private static Policy policy(long threshold, WeightedKey... keys) {
        return new Policy(List.of(keys), threshold);
    }

    private static WeightedKey key(TestAccount account, long weight) {
        return new WeightedKey(
                account.signer().publicKey().scheme(),
                account.signer().publicKey().bytes(),
                weight);
    }

    private static void assertUnauthorized(CallResult<?> result) {
        assertThat(result.refusal().rule()).hasToString("TX-UNAUTHORIZED");
    }
}
