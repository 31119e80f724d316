package com.example.freight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.contract.test.ContractTest.ALICE;
import static org.banyan.contract.test.ContractTest.BOB;

import java.util.ServiceLoader;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.TrustedContract;
import org.banyan.contract.test.CallResult;
import org.banyan.contract.test.ContractTest;
import org.banyan.contract.test.TestAccount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Runs the contract on the kernel's own executor, without a node: alice keeps the mill, bob the shop. A method that touches keys which its access option in the
 * .proto does not declare fails its test, with the line to add.
 */
class GoodsRulesTest {
    private final ContractTest chain = ContractTest.with(new TrustedGoods().create());

    @BeforeEach
    void open_places() {
        open(ALICE, "mill").reply();
        open(BOB, "shop").reply();
    }

    @Test
    void goods_travel_from_place_to_place() {
        assertThat(produce(ALICE, "mill", 10).reply().stock()).isEqualTo(10);
        assertThat(ship(ALICE, "mill", "shop", 4).reply().stock()).isEqualTo(6);
        assertThat(chain.view(GoodsClient.GET_SHIPMENT, new GetShipmentRequest("shop", "flour", "s1")))
                .isEqualTo(new Shipment("mill", 4));
        assertThat(stock("shop")).isZero();

        assertThat(receive(BOB, "shop").reply().stock()).isEqualTo(4);
        assertThat(stock("mill")).isEqualTo(6);
        assertThat(stock("shop")).isEqualTo(4);
        assertThatThrownBy(() -> chain.view(GoodsClient.GET_SHIPMENT, new GetShipmentRequest("shop", "flour", "s1")))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(GoodsFailure.SHIPMENT_UNKNOWN));
    }

    @Test
    void each_step_is_an_event() {
        assertThat(open(ALICE, "quay").events("Opened", Opened.CODEC))
                .containsExactly(new Opened("quay", ALICE.address()));
        assertThat(produce(ALICE, "mill", 10).events("Produced", Produced.CODEC))
                .containsExactly(new Produced("mill", "flour", 10));
        assertThat(ship(ALICE, "mill", "shop", 4).events("Shipped", Shipped.CODEC))
                .containsExactly(new Shipped("s1", "mill", "shop", "flour", 4));
        assertThat(receive(BOB, "shop").events("Received", Received.CODEC))
                .containsExactly(new Received("s1", "mill", "shop", "flour", 4));
    }

    @Test
    void a_place_keeps_its_keeper() {
        assertThat(open(BOB, "mill").failureCode()).isEqualTo(GoodsFailure.PLACE_TAKEN);
        assertThat(open(ALICE, "mill").failureCode()).isEqualTo(GoodsFailure.PLACE_TAKEN);

        assertThat(produce(ALICE, "mill", 1).isSuccess()).isTrue();
    }

    @Test
    void only_the_keeper_moves_what_is_at_a_place() {
        produce(ALICE, "mill", 10).reply();

        assertThat(produce(BOB, "mill", 1).failureCode()).isEqualTo(GoodsFailure.NOT_KEEPER);
        assertThat(ship(BOB, "mill", "shop", 1).failureCode()).isEqualTo(GoodsFailure.NOT_KEEPER);
        ship(ALICE, "mill", "shop", 4).reply();
        assertThat(receive(ALICE, "shop").failureCode()).isEqualTo(GoodsFailure.NOT_KEEPER);

        assertThat(stock("mill")).isEqualTo(6);
    }

    @Test
    void places_that_nobody_opened_have_and_get_nothing() {
        produce(ALICE, "mill", 10).reply();

        assertThat(produce(ALICE, "quay", 1).failureCode()).isEqualTo(GoodsFailure.PLACE_UNKNOWN);
        assertThat(ship(ALICE, "quay", "shop", 1).failureCode()).isEqualTo(GoodsFailure.PLACE_UNKNOWN);
        assertThat(ship(ALICE, "mill", "quay", 1).failureCode()).isEqualTo(GoodsFailure.PLACE_UNKNOWN);
        assertThat(receive(ALICE, "quay").failureCode()).isEqualTo(GoodsFailure.PLACE_UNKNOWN);

        assertThat(stock("mill")).isEqualTo(10);
    }

    @Test
    void no_more_leaves_than_is_there() {
        produce(ALICE, "mill", 10).reply();

        assertThat(ship(ALICE, "mill", "shop", 11).failureCode()).isEqualTo(GoodsFailure.NOT_ENOUGH);
        assertThat(ship(ALICE, "mill", "shop", -1).failureCode()) // 2^64 - 1: numbers of the .proto are unsigned
                .isEqualTo(GoodsFailure.NOT_ENOUGH);
        assertThat(stock("mill")).isEqualTo(10);

        assertThat(ship(ALICE, "mill", "shop", 10).reply().stock()).isZero();
    }

    @Test
    void nothing_is_no_quantity() {
        assertThat(produce(ALICE, "mill", 0).failureCode()).isEqualTo(GoodsFailure.QUANTITY_ZERO);
        assertThat(ship(ALICE, "mill", "shop", 0).failureCode()).isEqualTo(GoodsFailure.QUANTITY_ZERO);
    }

    @Test
    void goods_go_to_another_place() {
        produce(ALICE, "mill", 10).reply();

        assertThat(ship(ALICE, "mill", "mill", 1).failureCode()).isEqualTo(GoodsFailure.SAME_PLACE);
    }

    @Test
    void places_items_and_shipments_have_names() {
        assertThat(open(ALICE, "").failureCode()).isEqualTo(GoodsFailure.NAME_EMPTY);
        assertThat(chain.as(ALICE)
                        .send(GoodsClient.PRODUCE, new ProduceRequest("mill", "", 1))
                        .failureCode())
                .isEqualTo(GoodsFailure.NAME_EMPTY);
        assertThat(chain.as(ALICE)
                        .send(GoodsClient.SHIP, new ShipRequest("", "mill", "shop", "flour", 1))
                        .failureCode())
                .isEqualTo(GoodsFailure.NAME_EMPTY);
    }

    @Test
    void a_shipment_arrives_once_and_its_name_is_free_again() {
        produce(ALICE, "mill", 10).reply();
        ship(ALICE, "mill", "shop", 4).reply();

        assertThat(ship(ALICE, "mill", "shop", 1).failureCode()).isEqualTo(GoodsFailure.SHIPMENT_TAKEN);
        receive(BOB, "shop").reply();
        assertThat(receive(BOB, "shop").failureCode()).isEqualTo(GoodsFailure.SHIPMENT_UNKNOWN);

        assertThat(ship(ALICE, "mill", "shop", 1).isSuccess()).isTrue();
    }

    @Test
    void what_a_place_cannot_count_stays_on_its_way() {
        produce(ALICE, "mill", 1).reply();
        produce(BOB, "shop", -1).reply();
        ship(ALICE, "mill", "shop", 1).reply();

        assertThat(receive(BOB, "shop").failureCode()).isEqualTo(CommonFailure.LIMIT_EXCEEDED);
        assertThat(produce(BOB, "shop", 1).failureCode()).isEqualTo(CommonFailure.LIMIT_EXCEEDED);

        chain.as(BOB)
                .send(GoodsClient.SHIP, new ShipRequest("s2", "shop", "mill", "flour", 1))
                .reply();
        assertThat(receive(BOB, "shop").reply().stock()).isEqualTo(-1);
    }

    @Test
    void the_trusted_runtime_finds_it() {
        assertThat(ServiceLoader.load(TrustedContract.class))
                .anySatisfy(each -> assertThat(each).isInstanceOf(TrustedGoods.class));
    }

    private CallResult<OpenReply> open(TestAccount account, String place) {
        return chain.as(account).send(GoodsClient.OPEN, new OpenRequest(place));
    }

    private CallResult<ProduceReply> produce(TestAccount account, String place, long quantity) {
        return chain.as(account).send(GoodsClient.PRODUCE, new ProduceRequest(place, "flour", quantity));
    }

    private CallResult<ShipReply> ship(TestAccount account, String from, String to, long quantity) {
        return chain.as(account).send(GoodsClient.SHIP, new ShipRequest("s1", from, to, "flour", quantity));
    }

    private CallResult<ReceiveReply> receive(TestAccount account, String place) {
        return chain.as(account).send(GoodsClient.RECEIVE, new ReceiveRequest(place, "flour", "s1"));
    }

    private long stock(String place) {
        return chain.view(GoodsClient.GET_STOCK, new GetStockRequest(place, "flour"))
                .stock();
    }
}
