package org.banyan.contract.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.contract.test.ContractTest.ALICE;
import static org.banyan.contract.test.ContractTest.BOB;
import static org.banyan.contract.test.ContractTest.CAROL;

import com.acme.stock.GetRequest;
import com.acme.stock.StockClient;
import com.acme.stock.StockContract;
import com.acme.stock.StockFailure;
import com.acme.stock.StoreReply;
import com.acme.stock.StoreRequest;
import com.acme.stock.Stored;
import java.time.Duration;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.ContractFailure;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;

class ContractTestTest {
    private static final StoreRequest FIVE = new StoreRequest("tea", 5);
    private static final StoreRequest NONE = new StoreRequest("tea", 0);

    private final ContractTest chain = ContractTest.with(new StockContract(new StockKeeper()));

    @Test
    void a_call_answers_typed_and_tells_its_events_and_cost() {
        CallResult<StoreReply> result = chain.as(ALICE).send(StockClient.STORE, FIVE);

        assertThat(result.reply()).isEqualTo(new StoreReply(5));
        assertThat(result.events("Stored", Stored.CODEC)).containsExactly(new Stored("tea", 5));
        assertThat(result.cost()).isPositive();
        assertThat(result.fee().isZero()).isTrue();
        assertThat(held()).isEqualTo(5);
    }

    @Test
    void a_generated_client_sends_transactions() {
        StockClient alice = new StockClient(chain.as(ALICE));

        assertThat(alice.store(FIVE).held()).isEqualTo(5);
        assertThat(alice.store(FIVE).held()).isEqualTo(10);
        assertThatThrownBy(() -> alice.store(NONE))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failed -> assertThat(failed.code()).isEqualTo(StockFailure.NOTHING));
    }

    @Test
    void a_failed_call_says_why_and_changes_nothing() {
        CallResult<StoreReply> result = chain.as(ALICE).send(StockClient.STORE, NONE);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.failureCode()).isEqualTo(StockFailure.NOTHING);
        assertThat(result.events()).isEmpty();
        assertThatThrownBy(result::reply)
                .isInstanceOf(AssertionError.class)
                .hasMessage("Store failed with NOTHING: a quantity is at least 1, but a reply was asked for");
        assertThat(held()).isZero();
    }

    @Test
    void asking_a_success_for_its_failure_fails_the_test() {
        CallResult<StoreReply> result = chain.as(ALICE).send(StockClient.STORE, FIVE);

        assertThatThrownBy(result::failureCode).hasMessage("Store succeeded, but a failure was asked for");
        assertThatThrownBy(result::refusal).hasMessage("Store succeeded, but a refusal was asked for");
    }

    @Test
    void a_method_that_touches_an_undeclared_key_fails_the_test_and_is_told_the_template() {
        assertThatThrownBy(() -> chain.as(ALICE).send(StockClient.FORGET, FIVE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Forget of contract stock")
                .hasMessageContaining("ADD of key 02, add   adds: \"total\"");
    }

    @Test
    void a_method_that_writes_what_it_declares_to_read_fails_the_test() {
        assertThatThrownBy(() -> chain.as(ALICE).send(StockClient.SNEAK, FIVE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "WRITE of key 01" + ALICE.address().bytes().toHex() + "03746561")
                .hasMessageContaining("writes: \"held({sender}, {request.item})\"");
    }

    @Test
    void a_view_that_scans_without_saying_so_fails_the_test() {
        assertThatThrownBy(() -> chain.view(StockClient.PEEK, new GetRequest(ALICE.address(), "tea")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("READ of all keys below")
                .hasMessageContaining("reads: \"held({request.owner}, *)\"");
    }

    @Test
    void part_of_a_superset_and_anything_without_an_option_is_allowed() {
        assertThat(chain.as(ALICE).send(StockClient.SOME, FIVE).isSuccess()).isTrue();
        assertThat(chain.as(ALICE).send(StockClient.ANYTHING, FIVE).reply().held())
                .isEqualTo(10);
    }

    @Test
    void a_contract_that_remembers_fails_the_test() {
        assertThatThrownBy(() -> chain.as(ALICE).send(StockClient.REMEMBER, FIVE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Remember did something else when it ran again");
    }

    @Test
    void a_batch_costs_what_its_records_cost_and_gives_its_result() {
        CallResult<StoreReply> two = chain.as(ALICE).send(StockClient.MEASURE, new StoreRequest("bc", 1));
        CallResult<StoreReply> nine = chain.as(ALICE).send(StockClient.MEASURE, new StoreRequest("bbbbbbbbb", 1));

        assertThat(two.reply().held()).isEqualTo(3);
        assertThat(nine.reply().held()).isEqualTo(9);
        assertThat(nine.cost() - two.cost())
                .as("seven records, and seven bytes of the transaction")
                .isEqualTo(7 * 10 + 7 * 8);
    }

    @Test
    void a_function_of_a_batch_that_changes_something_outside_fails_the_test() {
        assertThatThrownBy(() -> chain.as(ALICE).send(StockClient.MISCOUNT, new StoreRequest("abc", 1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Miscount did something else when it ran again")
                .hasMessageContaining("functions of its batches change nothing");
    }

    @Test
    void a_function_of_a_batch_that_reaches_for_the_context_fails_the_call_on_every_host() {
        CallResult<StoreReply> result = chain.as(ALICE).send(StockClient.REACH, new StoreRequest("abc", 1));

        assertThat(result.failureCode()).isEqualTo(CommonFailure.NOT_ALLOWED);
        assertThatThrownBy(result::reply).hasMessageContaining("a function of a batch used the context");
    }

    @Test
    void what_the_code_broke_with_is_the_cause() {
        CallResult<StoreReply> result = chain.as(ALICE).send(StockClient.BREAK, FIVE);

        assertThat(result.failureCode()).isEqualTo(CommonFailure.CONTRACT_FAULT);
        assertThatThrownBy(result::reply)
                .isInstanceOf(AssertionError.class)
                .hasRootCauseMessage("a slip of the author");
    }

    @Test
    void time_and_height_travel_together() {
        long before = chain.time().millis();

        chain.nextBlock();
        chain.advanceTime(Duration.ofSeconds(9));

        var clock = chain.view(StockClient.CLOCK, NONE);
        assertThat(clock.height()).isEqualTo(5);
        assertThat(clock.time() - before).isEqualTo(4 * ContractTest.SLOT.toMillis());
        assertThat(chain.as(ALICE).send(StockClient.STORE, FIVE).isSuccess()).isTrue();
    }

    @Test
    void reverting_brings_back_state_height_and_time() {
        chain.as(ALICE).send(StockClient.STORE, FIVE).reply();
        ContractTest.Snapshot snapshot = chain.snapshot();
        chain.nextBlock();
        chain.as(ALICE).send(StockClient.STORE, FIVE).reply();

        chain.revert(snapshot);

        assertThat(held()).isEqualTo(5);
        assertThat(chain.height().value()).isEqualTo(1);
    }

    @Test
    void signatures_of_another_account_are_refused() {
        CallResult<StoreReply> result = chain.as(ALICE).signedBy(BOB).send(StockClient.STORE, FIVE);

        assertThat(result.refusal().rule()).hasToString("TX-UNAUTHORIZED");
        assertThatThrownBy(result::receipt).isInstanceOf(AssertionError.class);
    }

    @Test
    void a_contract_with_code_of_its_own_for_it_is_an_account() {
        Caller stock = chain.as(chain.addressOf("stock"));

        assertThat(stock.signedBy(ALICE).send(StockClient.STORE, FIVE).isSuccess())
                .isTrue();
        assertThat(stock.signedBy(CAROL).send(StockClient.STORE, FIVE).refusal().rule())
                .hasToString("TX-UNAUTHORIZED");
    }

    @Test
    void nobody_acts_for_an_account_whose_code_breaks_and_the_node_goes_on() {
        Caller stock = chain.as(chain.addressOf("stock"));

        assertThat(stock.signedBy(ALICE, BOB)
                        .send(StockClient.STORE, FIVE)
                        .refusal()
                        .rule())
                .hasToString("TX-UNAUTHORIZED");
    }

    @Test
    void unknown_methods_bad_arguments_and_foreign_addresses_fail_as_on_a_chain() {
        assertThatThrownBy(() -> chain.as(ALICE).call("Nothing", Bytes.EMPTY))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failed -> assertThat(failed.code()).isEqualTo(CommonFailure.UNKNOWN_METHOD));
        assertThatThrownBy(() -> chain.as(ALICE).call("Store", Bytes.fromHex("ff")))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failed -> assertThat(failed.code()).isEqualTo(CommonFailure.BAD_ARGUMENTS));
        assertThat(chain.as(ALICE)
                        .on(BOB.address())
                        .send(StockClient.STORE, FIVE)
                        .failureCode())
                .isEqualTo(CommonFailure.UNKNOWN_CONTRACT);
    }

    @Test
    void a_method_that_is_no_view_cannot_be_viewed() {
        assertThatThrownBy(() -> chain.view(StockClient.STORE, FIVE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Store is not declared a view");
    }

    private long held() {
        return chain.view(StockClient.GET, new GetRequest(ALICE.address(), "tea"))
                .held();
    }
}
