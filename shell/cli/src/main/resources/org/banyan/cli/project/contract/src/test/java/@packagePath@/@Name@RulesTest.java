package @package@;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.contract.test.ContractTest.ALICE;
import static org.banyan.contract.test.ContractTest.BOB;

import java.util.ServiceLoader;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.TrustedContract;
import org.banyan.contract.test.CallResult;
import org.banyan.contract.test.ContractTest;
import org.banyan.contract.test.TestAccount;
import org.junit.jupiter.api.Test;

/**
 * Runs the contract on the kernel's own executor, without a node. A method that touches keys which its access option in the .proto does not declare fails its
 * test, with the line to add.
 */
class @Name@RulesTest {
    private final ContractTest chain = ContractTest.with(new Trusted@Name@().create());

    @Test
    void what_is_added_is_held_by_the_sender_alone() {
        CallResult<AddReply> result = add(ALICE, 5);

        assertThat(result.reply().held()).isEqualTo(5);
        assertThat(result.events("Changed", Changed.CODEC)).containsExactly(new Changed(ALICE.address(), "tea", 5));
        assertThat(add(ALICE, 2).reply().held()).isEqualTo(7);
        assertThat(held(ALICE)).isEqualTo(7);
        assertThat(held(BOB)).isZero();
    }

    @Test
    void no_more_is_removed_than_is_held() {
        add(ALICE, 5).reply();

        assertThat(remove(ALICE, 6).failureCode()).isEqualTo(@Name@Failure.NOT_ENOUGH);
        assertThat(remove(BOB, 1).failureCode()).isEqualTo(@Name@Failure.NOT_ENOUGH);
        assertThat(held(ALICE)).isEqualTo(5);

        assertThat(remove(ALICE, 5).reply().held()).isZero();
    }

    @Test
    void nothing_is_no_quantity() {
        assertThat(add(ALICE, 0).failureCode()).isEqualTo(@Name@Failure.QUANTITY_ZERO);
        assertThat(remove(ALICE, 0).failureCode()).isEqualTo(@Name@Failure.QUANTITY_ZERO);
    }

    @Test
    void more_than_a_number_can_hold_is_refused() {
        add(ALICE, -1).reply(); // 2^64 - 1: numbers of the .proto are unsigned

        assertThat(add(ALICE, 1).failureCode()).isEqualTo(CommonFailure.LIMIT_EXCEEDED);
        assertThat(held(ALICE)).isEqualTo(-1);
    }

    @Test
    void the_trusted_runtime_finds_it() {
        assertThat(ServiceLoader.load(TrustedContract.class))
                .anySatisfy(each -> assertThat(each).isInstanceOf(Trusted@Name@.class));
    }

    private CallResult<AddReply> add(TestAccount account, long quantity) {
        return chain.as(account).send(@Name@Client.ADD, new AddRequest("tea", quantity));
    }

    private CallResult<RemoveReply> remove(TestAccount account, long quantity) {
        return chain.as(account).send(@Name@Client.REMOVE, new RemoveRequest("tea", quantity));
    }

    private long held(TestAccount account) {
        return chain.view(@Name@Client.GET, new GetRequest(account.address(), "tea")).held();
    }
}
