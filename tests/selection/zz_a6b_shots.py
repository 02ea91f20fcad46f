"""Build a world in a test db via pytest live server and take shots."""
import pytest, os
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]="1"
from pathlib import Path
from playwright.sync_api import sync_playwright
from tests.selection.test_after import *
from tests.selection.test_clusters_app import take_part
from begleitwerk.selection.services.clusters import propose_clusters, save_wishes
from begleitwerk.selection.selectors.clusters import participations_of, dimensions_of
from tests.factories.programmes import EditionFactory, ProgrammeFactory
pytestmark=pytest.mark.django_db(transaction=True)
OUT=Path("/tmp/a6b/shots"); OUT.mkdir(exist_ok=True)
AXE=next(iter(Path("/work/main").glob("node_modules/axe-core/axe.min.js")),None) or next(iter(Path("/work/main").glob("**/axe.min.js")),None)
def test_shots(live_server, places, programme_space, office, lead, client):
    world=build_selection(space=programme_space, office=office)
    run=execute_run(run_id=start_run(by=office,round=world.round).pk)
    decision=decided(run,office,lead); world.round.refresh_from_db()
    for k in ("selected","reserve","rejected"):
        c=with_outcome(decision,k)
        from begleitwerk.selection.exports.letters import letter_file
        place=decision.places.get(candidacy=c)
        for kind in("pdf","docx"):
            (OUT/f"brief-{k}.{kind}").write_bytes(letter_file(decision_letter(LetterBook(decision).content(place,on=date(2026,6,1))),kind))
    pages={}
    slug=world.slug
    def shoot(name, path, user=office, width=(1280,320)):
        client.force_login(user)
        cookie=client.cookies["sessionid"].value if "sessionid" in client.cookies else list(client.cookies.values())[0].value
        cname=[n for n in client.cookies if "session" in n][0]
        with sync_playwright() as p:
            b=p.chromium.launch(executable_path="/usr/bin/chromium",args=["--no-sandbox"])
            for w in width:
                ctx=b.new_context(viewport={"width":w,"height":900},locale="de-DE",bypass_csp=True)
                ctx.add_cookies([{"name":cname,"value":client.cookies[cname].value,"url":live_server.url}])
                pg=ctx.new_page(); r=pg.goto(live_server.url+path)
                print(name,w,r.status, "overflow" if pg.evaluate("document.documentElement.scrollWidth>window.innerWidth+1") else "")
                pg.screenshot(path=str(OUT/f"{name}-{w}.png"),full_page=True)
                if AXE:
                    pg.add_script_tag(path=str(AXE))
                    v=pg.evaluate("axe.run(document,{runOnly:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']}).then(r=>r.violations.map(v=>v.id+': '+v.nodes.slice(0,3).map(n=>n.target.join(' ')).join(' | ')))")
                    print("   axe",v)
            b.close()
    u=lambda n,*i: url(world,n,*i)
    c=with_outcome(decision,Outcome.SELECTED)
    shoot("letters",u("letters")); shoot("letter",u("letter_preview",decision.pk,c.pk),width=(1280,))
    shoot("round",u("round"),width=(1280,))
    send_letters(by=office,decision=decision)
    leaver=started(decision,office)
    second=[x for x in decision.places.filter(outcome="selected")][3].candidacy
    record_contract(by=office,candidacy=Candidacy.objects.get(pk=second.pk),values=days("drafted_on","sent_on"))
    shoot("contracts",u("contracts")); shoot("contract",u("contract",second.pk)); shoot("withdrawal",u("withdrawal",leaver.pk),width=(1280,))
    person=UserFactory(); MembershipFactory(user=person,role=Role.COORDINATOR,workspace=second.municipality.workspace)
    shoot("own",reverse("selection:application",args=[second.municipality.slug,second.pk]),user=person)
    withdraw(by=office,candidacy=leaver,on=timezone.localdate(),reason="Die Stelle der Koordination ist nicht mehr besetzt.")
    shoot("replacement",u("replacement",leaver.pk)); shoot("candidacy",u("candidacy",leaver.pk),width=(1280,)); shoot("contracts2",u("contracts"),width=(1280,))
    r2=execute_run(run_id=start_replacement(by=office,candidacy=leaver).pk); d2=decided(r2,office,lead)
    shoot("letters2",u("letters"),width=(1280,)); send_letters(by=office,decision=d2)
    shoot("story",u("story")); shoot("story1",u("story")+f"?kommune={leaver.pk}",width=(1280,))
    ed=EditionFactory(programme=world.programme,framework=current_version(ContentKind.QUALITY_FRAMEWORK),name="Durchgang 2027")
    import random; r=random.Random(2)
    for n,pl in enumerate(list(world.municipalities.values())[:9]):
        e=EngagementFactory(edition=ed,state="active"); EngagementPartyFactory(engagement=e,municipality=pl)
    dims=dimensions_of(ed)
    cu=lambda n: reverse(f"selection:{n}",args=[slug,ed.pk])
    shoot("clusters0",cu("clusters"),width=(1280,))
    save_wishes(by=office,edition=ed,wishes={row.pk:{d.pk:r.choice((1,2,3)) for d in r.sample(dims,3)} for row in participations_of(ed)})
    propose_clusters(by=office,edition=ed)
    shoot("clusters",cu("clusters")); shoot("wishes",cu("cluster_wishes")); shoot("propose",cu("cluster_propose"),width=(1280,))
    plan=ClusterPlan.objects.filter(edition=ed).first()
    shoot("move",cu("cluster_move")+f"?member={plan.groups[0]['members'][0]}&to=1")
from begleitwerk.selection.models import ClusterPlan
from tests.factories.programmes import EngagementFactory, EngagementPartyFactory
