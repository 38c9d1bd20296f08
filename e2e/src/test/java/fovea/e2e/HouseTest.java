package fovea.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The arrows of the house: who may know whom. */
class HouseTest {
  private static final JavaClasses HOUSE = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("fovea");

  @Test
  void theEngineKnowsOnlyTheJdkAndAJsonParser() {
    check(noClasses().that().resideInAPackage("fovea.engine..")
        .and().resideOutsideOfPackage("fovea.engine.format.onnx..")
        .should().dependOnClassesThat(
            not(resideInAnyPackage("fovea.engine..", "java..", "jdk.incubator.vector",
                "com.fasterxml.jackson..", "org.jspecify.."))));
  }

  @Test
  void onlyTheOnnxFormatKnowsProtobuf() {
    check(noClasses().that().resideOutsideOfPackage("fovea.engine.format.onnx..")
        .should().dependOnClassesThat().resideInAnyPackage("com.google.protobuf..", "ai.onnx.."));
  }

  @Test
  void theWebDoesNotKnowTheServer() {
    check(noClasses().that().resideInAPackage("fovea.web..")
        .should().dependOnClassesThat().resideInAPackage("fovea.server.."));
  }

  @Test
  void theVectorApiStaysInTheKernels() {
    check(noClasses().that().resideOutsideOfPackage("fovea.engine.kernel..")
        .should().dependOnClassesThat().resideInAPackage("jdk.incubator.vector.."));
  }

  @Test
  void onlyTheWebKnowsThymeleaf() {
    check(noClasses().that().resideOutsideOfPackage("fovea.web..")
        .should().dependOnClassesThat().resideInAPackage("org.thymeleaf.."));
  }

  @Test
  void nothingOutsideOfTheServerKnowsHttpAndNoStorageEither() {
    check(noClasses().that().resideOutsideOfPackage("fovea.server..")
        .or().resideInAPackage("fovea.server.storage..")
        .should().dependOnClassesThat().resideInAnyPackage("io.javalin..", "org.eclipse.jetty.."));
  }

  @Test
  void sqlStaysInStorage() {
    check(noClasses().that().resideOutsideOfPackage("fovea.server.storage..")
        .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..",
            "org.jdbi..", "org.flywaydb..", "com.zaxxer.."));
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("fovea.(*).(*)..").should().beFreeOfCycles());
  }

  @Test
  void theKernelsRoomsHaveNoCycles() {
    check(slices().matching("fovea.engine.kernel.(*)..").should().beFreeOfCycles());
  }

  @Test
  void namesSayWhatAThingIs() {
    check(noClasses().should()
        .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Service|DTO|Dto)"));
  }

  private static void check(ArchRule rule) {
    rule.check(HOUSE);
  }
}
