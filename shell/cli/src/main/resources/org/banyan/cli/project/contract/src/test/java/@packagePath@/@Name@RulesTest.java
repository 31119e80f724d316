package @package@;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.contract.test.ContractTest.ALICE;
import static org.banyan.contract.test.ContractTest.BOB;

import java.util.ServiceLoader;
import org.banyan.contract.TrustedContract;
import org.banyan.contract.test.ContractTest;
import org.junit.jupiter.api.Test;

/** Runs the contract on the kernel's own executor: what passes here behaves the same on a chain. */
class @Name@RulesTest {
    private final ContractTest chain = ContractTest.with(new Trusted@Name@().create());

    private long heldByAlice(String item) {
        return chain.view(@Name@Client.GET, new GetRequest(ALICE.address(), item)).held();
    }

    @Test
    void what_is_added_is_held() {
        chain.as(ALICE).send(@Name@Client.ADD, new AddRequest("tea", 5));
        var second = chain.as(ALICE).send(@Name@Client.ADD, new AddRequest("tea", 2));

        assertThat(second.reply().held()).isEqualTo(7);
        assertThat(heldByAlice("tea")).isEqualTo(7);
        assertThat(heldByAlice("coffee")).isZero();
    }

    @Test
    void everybody_holds_for_themselves() {
        chain.as(BOB).send(@Name@Client.ADD, new AddRequest("tea", 5));

        assertThat(heldByAlice("tea")).isZero();
    }

    @Test
    void what_is_removed_is_held_no_more() {
        chain.as(ALICE).send(@Name@Client.ADD, new AddRequest("tea", 5));
        chain.as(ALICE).send(@Name@Client.REMOVE, new RemoveRequest("tea", 3));

        assertThat(heldByAlice("tea")).isEqualTo(2);
    }

    @Test
    void more_than_is_held_cannot_be_removed() {
        chain.as(ALICE).send(@Name@Client.ADD, new AddRequest("tea", 5));

        var refused = chain.as(ALICE).send(@Name@Client.REMOVE, new RemoveRequest("tea", 6));

        assertThat(refused.failureCode()).isEqualTo(@Name@Failure.NOT_ENOUGH);
        assertThat(heldByAlice("tea")).isEqualTo(5);
    }

    @Test
    void nothing_is_no_quantity() {
        var refused = chain.as(ALICE).send(@Name@Client.ADD, new AddRequest("tea", 0));

        assertThat(refused.failureCode()).isEqualTo(@Name@Failure.QUANTITY_ZERO);
    }

    @Test
    void the_trusted_runtime_finds_it() {
        assertThat(ServiceLoader.load(TrustedContract.class))
                .anySatisfy(each -> assertThat(each).isInstanceOf(Trusted@Name@.class));
    }
}
