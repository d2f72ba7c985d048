"""The names of SHACL: those of SHACL Core, which are run, and those beyond it, which run code or fetch something."""

from __future__ import annotations

TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
POINT_TO_SHAPE = ("node", "property", "not", "qualifiedValueShape")
POINT_TO_SHAPES = ("and", "or", "xone")  # to a list of shapes
PATHS = ("inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
NAME_A_PROPERTY = ("equals", "disjoint", "lessThan", "lessThanOrEquals")

_CORE = """
    path class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength maxLength
    pattern flags languageIn uniqueLang qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint closed
    ignoredProperties hasValue in severity message deactivated name description order group defaultValue
    NodeShape PropertyShape PropertyGroup Violation Warning Info
    IRI BlankNode Literal BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral
"""
_BEYOND = """
    sparql select ask construct update js jsFunctionName jsLibrary jsLibraryURL rule target expression validator nodeValidator
    propertyValidator parameter function prefixes declare prefix namespace shapesGraph entailment suggestedShapesGraph
    values condition returnType SPARQLConstraint SPARQLTarget SPARQLRule SPARQLFunction SPARQLAskValidator
    SPARQLSelectValidator JSConstraint JSFunction JSLibrary JSRule JSTarget JSValidator TripleRule ConstraintComponent
    Parameter PrefixDeclaration SPARQLTargetType JSTargetType Target TargetType Function Rule
"""

#: SHACL Core, https://www.w3.org/TR/shacl/ sections 2 to 4.
CORE = frozenset((*TARGETS, *POINT_TO_SHAPE, *POINT_TO_SHAPES, *PATHS, *NAME_A_PROPERTY, *_CORE.split()))
#: SHACL-SPARQL, SHACL-AF and SHACL-JS.
BEYOND_CORE = frozenset(_BEYOND.split())
