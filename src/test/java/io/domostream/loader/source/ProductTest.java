package io.domostream.loader.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import org.junit.jupiter.api.Test;

class ProductTest {
    @Test
    void anAddressTellsTheProduct() {
        assertThat(Product.of("jdbc:postgresql://h/x")).isSameAs(Product.POSTGRESQL);
        assertThat(Product.of("jdbc:mysql:loadbalance://h/x")).isSameAs(Product.MYSQL);
        assertThat(Product.of("jdbc:mariadb://h/x")).isSameAs(Product.MARIADB);
        assertThat(Product.of("jdbc:sqlserver://h;databaseName=x")).isSameAs(Product.SQLSERVER);
        assertThat(Product.of("jdbc:oracle:thin:@h")).isSameAs(Product.ORACLE);
        assertThat(Product.of("jdbc:h2:mem:x")).isSameAs(Product.H2);
        assertThat(Product.of("jdbc:db2://h/x")).isSameAs(Product.OTHER);
        assertThat(Product.of("postgresql://h/x")).isSameAs(Product.OTHER);
    }

    @Test
    void eachStreamsInItsDriversWay() {
        assertThat(Product.MYSQL.fetchSize()).isEqualTo(Integer.MIN_VALUE);
        assertThat(Product.MARIADB.fetchSize())
                .isEqualTo(Product.H2.fetchSize())
                .isPositive();
    }

    @Test
    void sqlServerReadsVersionsInsteadOfLocking() {
        // The number its driver gives SNAPSHOT; SERIALIZABLE would lock all that is read.
        assertThat(Product.SQLSERVER.oneMoment()).isEqualTo(4096);
        assertThat(Product.OTHER.oneMoment()).isEqualTo(Connection.TRANSACTION_NONE);
    }
}
